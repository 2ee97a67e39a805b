/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var Ft=Object.defineProperty;var rn=Object.getOwnPropertyDescriptor;var m=(i,t,e)=>()=>{if(e)throw e[0];try{return i&&(t=i(i=0)),t}catch(s){throw e=[s],s}};var st=(i,t)=>{for(var e in t)Ft(i,e,{get:t[e],enumerable:!0})};var h=(i,t,e,s)=>{for(var n=s>1?void 0:s?rn(t,e):t,r=i.length-1,o;r>=0;r--)(o=i[r])&&(n=(s?o(t,e,n):o(n))||n);return s&&n&&Ft(t,e,n),n};function he(i,t){let e=i.entities[t];if(e?.platform!=="backcare")return;let s=e.device_id?i.devices[e.device_id]:void 0;return s?.config_entry_id??s?.primary_config_entry??s?.config_entries?.[0]}function Re(i,t){let e={};for(let{entity_id:s,translation_key:n}of Object.values(i.entities))he(i,s)===t&&(e[`${s.split(".")[0]}.${n}`]=s);return e}var me=m(()=>{"use strict"});function se({connection:i},t,e,s=""){let n=qt.get(i);return n||(n=new rt(i),qt.set(i,n)),n.add({shows:s,update:t,unreachable:e})}function nt(i){i?.().catch(()=>{})}var qt,rt,fe=m(()=>{"use strict";qt=new WeakMap;rt=class{constructor(t){this.connection=t;this.followers=new Set;this.away=!1;this.histories={};this.historyOf=new Set;this.attempt=0;this.lost=()=>{window.clearTimeout(this.gone),this.gone=window.setTimeout(()=>this.unreachable(),3e3)};this.renew=()=>{this.undo=void 0,this.subscribe()}}add(t){return this.followers.add(t),this.followers.size===1?this.open():queueMicrotask(()=>this.catchUp(t)),this.askForMore(),{show:e=>{t.shows=e,this.askForMore()},leave:()=>{this.followers.delete(t)&&!this.followers.size&&this.close()}}}catchUp(t){this.followers.has(t)&&(this.away?t.unreachable():this.latest&&t.update(this.latest.view,this.latest.ahead))}open(){this.connection.addEventListener("ready",this.renew),this.connection.addEventListener("disconnected",this.lost),this.subscribe()}close(){this.attempt+=1,window.clearTimeout(this.again),window.clearTimeout(this.gone),this.connection.removeEventListener("ready",this.renew),this.connection.removeEventListener("disconnected",this.lost),nt(this.undo),this.undo=this.latest=void 0,this.historyOf.clear()}unreachable(){this.away=!0;for(let t of[...this.followers])t.unreachable()}askForMore(){this.shown().every(t=>this.historyOf.has(t))||queueMicrotask(()=>{this.shown().some(t=>!this.historyOf.has(t))&&this.subscribe()})}shown(){return[...this.followers].flatMap(({shows:t})=>t?[t]:[])}async subscribe(){window.clearTimeout(this.again),window.clearTimeout(this.gone),this.attempt+=1;let t=this.attempt,e=this.undo;this.undo=void 0,this.historyOf=new Set(this.shown());let s={type:"backcare/subscribe",history_of:[...this.historyOf]};try{let n=await this.connection.subscribeMessage(r=>{t===this.attempt&&this.take(r)},s,{resubscribe:!1});t===this.attempt?this.undo=n:nt(n)}catch{t===this.attempt&&(this.unreachable(),this.again=window.setTimeout(()=>{this.subscribe()},2e3))}nt(e)}take(t){this.away=!1;let e="changed"in t?this.changed(t):t;this.histories={...this.histories,...e.histories};let s=Date.parse(e.now)-Date.now();this.latest={view:{...e,histories:this.histories},ahead:s};for(let n of[...this.followers])n.update(this.latest.view,s)}changed({changed:t,histories:e,...s}){let n=this.latest?.view,r=t.map(a=>{if("loaded"in a)return a;let c=({config_entry_id:u})=>u===a.config_entry_id;return{...n.persons.find(c),...a}}),o=Object.entries(e).map(([a,{kept:c,entries:u}])=>[a,[...(this.histories[a]??[]).slice(0,c),...u]]);return{...n,...s,persons:r,histories:Object.fromEntries(o)}}}});function _e({locale:{language:i}}){return on.includes(i.split("-",1)[0]??"")?i:"en"}function ot(i){return i.locale.time_zone==="server"?i.config.time_zone:void 0}function ge(i,t){let{time_format:e,language:s}=i.locale,n=ot(i),r=_e(i);if(!t.hour)return new Intl.DateTimeFormat(r,{timeZone:n,...t});let o=e==="system"?void 0:s,a=new Intl.DateTimeFormat(o,{hour:"numeric"}).resolvedOptions().hour12,u=e==="12"||e!=="24"&&a?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(r,{timeZone:n,...t,...u})}function M(i,t){return ge(i,{hour:"numeric",minute:"2-digit"}).format(t)}function Vt(i,t){return ge(i,{hour:"numeric"}).format(t)}function Wt(i,t){return ge(i,{weekday:"short"}).format(t)}function S(i,t,e){let s=ge(i,{year:"numeric",month:"numeric",day:"numeric"});if(s.format(t)===s.format(e))return M(i,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return ge(i,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function R(i){return Math.ceil(i/6e4)*6e4}function Kt(i){let t=Math.ceil(Math.max(0,i)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function at(i){return Math.ceil(Math.max(0,i)/6e4)}function q(i,t,e){return Math.min(1,Math.max(0,(i-t)/(e-t)))}function lt(i,t){return i<=0?0:i/(i+t)}function V(i,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:ot(i),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),s=n=>e.find(r=>r.type===n)?.value??"";return`${s("year")}-${s("month")}-${s("day")} ${s("hour")}:${s("minute")}:00`}function Gt(i,t){return ot(i)?t:new Date(t.replace(" ","T")).toISOString()}var on,z=m(()=>{"use strict";on=["de","en","es","fr","nl"]});async function Y(i){await Promise.all(ln.map(t=>i.loadBackendTranslation(t,"backcare")))}function d(i,t,e){return w(i,`card_${t}`,e)}function w(i,t,e){return i.localize(`${ve}.common.${t}`,e)}function Yt(i,t){return`${i.localize(`${ve}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function $(i,t,e){return i.localize(`${ve}.selector.${t}.options.${e}`)}function ze(i,t){return i.localize(`${ve}.entity.sensor.phase.state.${t}`)}function Oe(i,t,e){let{reason:s,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=S(i,R(Date.parse(n)),e)),i.localize(`${ve}.exceptions.${s}.message`,o)}function Me(i,t,e){if(t.allowed_from){let s=R(Date.parse(t.allowed_from));return d(i,"from",{time:S(i,s,e)})}return d(i,`refused_${t.reason}`)||d(i,"refused")}function j(i,t){let{translation_domain:e,translation_key:s,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${s}.message`;return(s?i.localize(o,n):"")||r||d(i,"unreachable")}var ve,ln,ne,x=m(()=>{"use strict";fe();z();ve="component.backcare",ln=["common","entity","exceptions","selector"];ne=class{constructor(t){this.host=t;this.loaded=!1;this.language="";t.addController(this)}hostUpdate(){let{hass:t}=this.host;!t||this.language===t.language||(this.language=t.language,this.load(t))}async load(t){try{await Y(t),this.loaded=!0}catch{this.language="",await new Promise(e=>window.setTimeout(e,2e3))}this.host.requestUpdate()}}});var Ne,De,ct,Xt,ye,Zt,C,Jt,dt,pt=m(()=>{Ne=globalThis,De=Ne.ShadowRoot&&(Ne.ShadyCSS===void 0||Ne.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ct=Symbol(),Xt=new WeakMap,ye=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==ct)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(De&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=Xt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&Xt.set(e,t))}return t}toString(){return this.cssText}},Zt=i=>new ye(typeof i=="string"?i:i+"",void 0,ct),C=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new ye(e,i,ct)},Jt=(i,t)=>{if(De)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),n=Ne.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=e.cssText,i.appendChild(s)}},dt=De?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Zt(e)})(i):i});var cn,dn,pn,un,hn,mn,Le,Qt,fn,gn,be,$e,je,Bt,I,we=m(()=>{pt();pt();({is:cn,defineProperty:dn,getOwnPropertyDescriptor:pn,getOwnPropertyNames:un,getOwnPropertySymbols:hn,getPrototypeOf:mn}=Object),Le=globalThis,Qt=Le.trustedTypes,fn=Qt?Qt.emptyScript:"",gn=Le.reactiveElementPolyfillSupport,be=(i,t)=>i,$e={toAttribute(i,t){switch(t){case Boolean:i=i?fn:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},je=(i,t)=>!cn(i,t),Bt={attribute:!0,type:String,converter:$e,reflect:!1,useDefault:!1,hasChanged:je};Symbol.metadata??=Symbol("metadata"),Le.litPropertyMetadata??=new WeakMap;I=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Bt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(t,s,e);n!==void 0&&dn(this.prototype,t,n)}}static getPropertyDescriptor(t,e,s){let{get:n,set:r}=pn(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let a=n?.call(this);r?.call(this,o),this.requestUpdate(t,a,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Bt}static _$Ei(){if(this.hasOwnProperty(be("elementProperties")))return;let t=mn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(be("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(be("properties"))){let e=this.properties,s=[...un(e),...hn(e)];for(let n of s)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,n]of e)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let n=this._$Eu(e,s);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let n of s)e.unshift(dt(n))}else t!==void 0&&e.push(dt(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Jt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:$e).toAttribute(e,s.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let s=this.constructor,n=s._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:$e;this._$Em=n;let a=o.fromAttribute(e,r.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(t,e,s,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??je)(r,e)||s.useDefault&&s.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,a=this[n];o!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,r,a)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};I.elementStyles=[],I.shadowRootOptions={mode:"open"},I[be("elementProperties")]=new Map,I[be("finalized")]=new Map,gn?.({ReactiveElement:I}),(Le.reactiveElementVersions??=[]).push("2.1.2")});function ci(i,t){if(!gt(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ti!==void 0?ti.createHTML(t):t}function B(i,t,e=i,s){if(t===Q)return t;let n=s!==void 0?e._$Co?.[s]:e._$Cl,r=Ae(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=n:e._$Cl=n),n!==void 0&&(t=B(i,n._$AS(i,t.values),n,s)),t}var ht,ei,Ie,ti,mt,U,ft,_n,J,ke,Ae,gt,ai,ut,xe,ii,si,X,ni,ri,li,_t,l,Te,xr,Q,p,oi,Z,di,Ee,Ue,re,ee,Fe,qe,Ve,We,pi,vn,ui,oe=m(()=>{ht=globalThis,ei=i=>i,Ie=ht.trustedTypes,ti=Ie?Ie.createPolicy("lit-html",{createHTML:i=>i}):void 0,mt="$lit$",U=`lit$${Math.random().toFixed(9).slice(2)}$`,ft="?"+U,_n=`<${ft}>`,J=document,ke=()=>J.createComment(""),Ae=i=>i===null||typeof i!="object"&&typeof i!="function",gt=Array.isArray,ai=i=>gt(i)||typeof i?.[Symbol.iterator]=="function",ut=`[ 	
\f\r]`,xe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ii=/-->/g,si=/>/g,X=RegExp(`>|${ut}(?:([^\\s"'>=/]+)(${ut}*=${ut}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ni=/'/g,ri=/"/g,li=/^(?:script|style|textarea|title)$/i,_t=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),l=_t(1),Te=_t(2),xr=_t(3),Q=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),oi=new WeakMap,Z=J.createTreeWalker(J,129);di=(i,t)=>{let e=i.length-1,s=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=xe;for(let a=0;a<e;a++){let c=i[a],u,f,g=-1,A=0;for(;A<c.length&&(o.lastIndex=A,f=o.exec(c),f!==null);)A=o.lastIndex,o===xe?f[1]==="!--"?o=ii:f[1]!==void 0?o=si:f[2]!==void 0?(li.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=X):f[3]!==void 0&&(o=X):o===X?f[0]===">"?(o=n??xe,g=-1):f[1]===void 0?g=-2:(g=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?X:f[3]==='"'?ri:ni):o===ri||o===ni?o=X:o===ii||o===si?o=xe:(o=X,n=void 0);let v=o===X&&i[a+1].startsWith("/>")?" ":"";r+=o===xe?c+_n:g>=0?(s.push(u),c.slice(0,g)+mt+c.slice(g)+U+v):c+U+(g===-2?a:v)}return[ci(i,r+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},Ee=class i{constructor({strings:t,_$litType$:e},s){let n;this.parts=[];let r=0,o=0,a=t.length-1,c=this.parts,[u,f]=di(t,e);if(this.el=i.createElement(u,s),Z.currentNode=this.el.content,e===2||e===3){let g=this.el.content.firstChild;g.replaceWith(...g.childNodes)}for(;(n=Z.nextNode())!==null&&c.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let g of n.getAttributeNames())if(g.endsWith(mt)){let A=f[o++],v=n.getAttribute(g).split(U),L=/([.?@])?(.*)/.exec(A);c.push({type:1,index:r,name:L[2],strings:v,ctor:L[1]==="."?Fe:L[1]==="?"?qe:L[1]==="@"?Ve:ee}),n.removeAttribute(g)}else g.startsWith(U)&&(c.push({type:6,index:r}),n.removeAttribute(g));if(li.test(n.tagName)){let g=n.textContent.split(U),A=g.length-1;if(A>0){n.textContent=Ie?Ie.emptyScript:"";for(let v=0;v<A;v++)n.append(g[v],ke()),Z.nextNode(),c.push({type:2,index:++r});n.append(g[A],ke())}}}else if(n.nodeType===8)if(n.data===ft)c.push({type:2,index:r});else{let g=-1;for(;(g=n.data.indexOf(U,g+1))!==-1;)c.push({type:7,index:r}),g+=U.length-1}r++}}static createElement(t,e){let s=J.createElement("template");return s.innerHTML=t,s}};Ue=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,n=(t?.creationScope??J).importNode(e,!0);Z.currentNode=n;let r=Z.nextNode(),o=0,a=0,c=s[0];for(;c!==void 0;){if(o===c.index){let u;c.type===2?u=new re(r,r.nextSibling,this,t):c.type===1?u=new c.ctor(r,c.name,c.strings,this,t):c.type===6&&(u=new We(r,this,t)),this._$AV.push(u),c=s[++a]}o!==c?.index&&(r=Z.nextNode(),o++)}return Z.currentNode=J,n}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},re=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=B(this,t,e),Ae(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Q&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ai(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&Ae(this._$AH)?this._$AA.nextSibling.data=t:this.T(J.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,n=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=Ee.createElement(ci(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Ue(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=oi.get(t.strings);return e===void 0&&oi.set(t.strings,e=new Ee(t)),e}k(t){gt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,n=0;for(let r of t)n===e.length?e.push(s=new i(this.O(ke()),this.O(ke()),this,this.options)):s=e[n],s._$AI(r),n++;n<e.length&&(this._$AR(s&&s._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=ei(t).nextSibling;ei(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},ee=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,e=this,s,n){let r=this.strings,o=!1;if(r===void 0)t=B(this,t,e,0),o=!Ae(t)||t!==this._$AH&&t!==Q,o&&(this._$AH=t);else{let a=t,c,u;for(t=r[0],c=0;c<r.length-1;c++)u=B(this,a[s+c],e,c),u===Q&&(u=this._$AH[c]),o||=!Ae(u)||u!==this._$AH[c],u===p?t=p:t!==p&&(t+=(u??"")+r[c+1]),this._$AH[c]=u}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Fe=class extends ee{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},qe=class extends ee{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ve=class extends ee{constructor(t,e,s,n,r){super(t,e,s,n,r),this.type=5}_$AI(t,e=this){if((t=B(this,t,e,0)??p)===Q)return;let s=this._$AH,n=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==p&&(s===p||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},We=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){B(this,t)}},pi={M:mt,P:U,A:ft,C:1,L:di,R:Ue,D:ai,V:B,I:re,H:ee,N:qe,U:Ve,B:Fe,F:We},vn=ht.litHtmlPolyfillSupport;vn?.(Ee,re),(ht.litHtmlVersions??=[]).push("3.3.3");ui=(i,t,e)=>{let s=e?.renderBefore??t,n=s._$litPart$;if(n===void 0){let r=e?.renderBefore??null;s._$litPart$=n=new re(t.insertBefore(ke(),r),r,void 0,e??{})}return n._$AI(i),n}});var vt,E,yn,hi=m(()=>{we();we();oe();oe();vt=globalThis,E=class extends I{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=ui(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Q}};E._$litElement$=!0,E.finalized=!0,vt.litElementHydrateSupport?.({LitElement:E});yn=vt.litElementPolyfillSupport;yn?.({LitElement:E});(vt.litElementVersions??=[]).push("4.2.2")});var mi=m(()=>{});var k=m(()=>{we();oe();hi();mi()});var N,fi=m(()=>{N=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)}});function y(i){return(t,e)=>typeof e=="object"?$n(i,t,e):((s,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,s),o?Object.getOwnPropertyDescriptor(n,r):void 0})(i,t,e)}var bn,$n,yt=m(()=>{we();bn={attribute:!0,type:String,converter:$e,reflect:!1,hasChanged:je},$n=(i=bn,t,e)=>{let{kind:s,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),r.set(e.name,i),s==="accessor"){let{name:o}=e;return{set(a){let c=t.get.call(this);t.set.call(this,a),this.requestUpdate(o,c,i,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,i,a),a}}}if(s==="setter"){let{name:o}=e;return function(a){let c=this[o];t.call(this,a),this.requestUpdate(o,c,i,!0,a)}}throw Error("Unsupported decorator location: "+s)}});function _(i){return y({...i,state:!0,attribute:!1})}var gi=m(()=>{yt();});var _i=m(()=>{});var te,ae=m(()=>{te=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e)});function bt(i,t){return(e,s,n)=>{let r=o=>o.renderRoot?.querySelector(i)??null;if(t){let{get:o,set:a}=typeof s=="object"?e:n??(()=>{let c=Symbol();return{get(){return this[c]},set(u){this[c]=u}}})();return te(e,s,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&a.call(this,c)),c}})}return te(e,s,{get(){return r(this)}})}}var vi=m(()=>{ae();});var yi=m(()=>{ae();});var bi=m(()=>{ae();});var $i=m(()=>{ae();});var wi=m(()=>{ae();});var le=m(()=>{fi();yt();gi();_i();vi();yi();bi();$i();wi()});var xi,Ke,ki=m(()=>{xi=i=>(...t)=>({_$litDirective$:i,values:t}),Ke=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var uo,wn,Ai,Ei=m(()=>{oe();({I:uo}=pi),wn={},Ai=(i,t=wn)=>i._$AH=t});var Ti,Pi=m(()=>{oe();ki();Ei();Ti=xi(class extends Ke{constructor(){super(...arguments),this.key=p}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(Ai(i),this.key=t),e}})});var Hi=m(()=>{Pi()});function Si(i,t,e,s){let n=t.doctor?xn(i,t,t.doctor,e,s):p,r=wt(i,e.persons,t);return t.doctor==="emergency"?l`${n}${r}`:l`${r}${n}`}function $t(i,t){let e=t?.pad&&t.session?.therapy==="heat",s=d(i,e?"disconnected_heat":"disconnected");return l`<ha-alert alert-type="error">${s}</ha-alert>`}function xn(i,t,e,{emergency_number:s},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return l`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${r?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${d(i,`doctor_${e}`)}</strong>
      ${t.red_flags.map(a=>$(i,"red_flag",a)).join(" · ")}
    </div>
    ${r&&s?l`<a class="call" href="tel:${s}">
            <ha-icon icon="mdi:phone"></ha-icon>${d(i,"call",{number:s})}
          </a>`:p}
    ${r&&!t.private?l`<button type="button" @click=${()=>n("report")}>
            ${d(i,"menu_report")}
          </button>`:p}
    ${o?l`<button type="button" @click=${()=>n("clear")}>
            ${d(i,"menu_clear")}
          </button>`:p}
  </div>`}function wt(i,t,e){let s=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(s.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>l`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${d(i,"pad_fault",{name:r})}</strong></div>
    </div>`)}var Ci=m(()=>{"use strict";k();x()});function zi(i){let t=Math.random(),e=!1;return Ri.then(()=>{e||history.state?.dialog||(Pe.set(t,i),history.pushState({...history.state,[Ge]:t},""))}),()=>{e=!0,Pe.delete(t),history.state?.[Ge]===t&&Oi()}}function Oi(){Ri=new Promise(i=>{window.addEventListener("popstate",i,{once:!0}),window.setTimeout(i,1e3)}),history.back()}function Mi(){let i=history.state?.[Ge];i!==void 0&&!Pe.has(i)&&Oi()}var Ge,Pe,Ri,Ni=m(()=>{"use strict";Ge="backcareDialog",Pe=new Map,Ri=Promise.resolve();window.addEventListener("popstate",()=>{let i=history.state?.[Ge];for(let[t,e]of Pe)t!==i&&(Pe.delete(t),e());Mi()});Mi()});function Di(i,t,e,s){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=An(i,t,e,s).filter(u=>u.to>n&&u.from<r),a=o.filter(u=>u.kind!=="rest"),c=["ice","heat"].filter(u=>t.today[u]>=60).map(u=>`${$(i,"therapy",u)} ${T(i,t.today[u]*1e3)}`);return l`<section class="today">
    <h3>
      <span>${d(i,"today")}</span>
      <span class="aside">${c.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${a.map(u=>u.title).join(", ")||d(i,"nothing_today")}
    >
      ${o.map(u=>kn(u,n,r))}
      <span class="now" style="inset-inline-start: ${q(s,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(u=>l`<span>${Vt(i,n+u/4*(r-n))}</span>`)}
    </div>
    ${a.length?p:l`<p class="aside">${d(i,"nothing_today")}</p>`}
  </section>`}function T(i,t,e="short"){let s={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(_e(i),s).format(Math.floor(t/6e4))}function kn({from:i,to:t,kind:e,title:s},n,r){let o=q(i,n,r)*100,a=q(t,n,r)*100-o;return l`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${a}%"
    title=${s}
  ></span>`}function An(i,t,e,s){let n=[],r=(c,u)=>{let f=u+(t.rests[c]??0)*1e3;if(f>u){let g=d(i,"rest_until",{time:M(i,f)});n.push({from:u,to:f,kind:"rest",title:g})}},o=(c,u,f)=>{let g=`${$(i,"therapy",c)} ${M(i,u)}–${M(i,f)}`;n.push({from:u,to:f,kind:c,title:g})};for(let c of e)c.kind==="exposure"&&r(c.therapy,Date.parse(c.ended));for(let c of e)c.kind==="session"&&o(c.therapy,Date.parse(c.at),Date.parse(c.ended));let a=t.session;return a&&o(a.therapy,Date.parse(a.started),s),n}var ce=m(()=>{"use strict";k();x();z()});function En(i){return i.kind==="spasm"||i.kind==="pain"}function Tn(i,t){switch(t.kind){case"pain":return xt(d(i,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:s,duration:n,eased_by:r}=t;return xt(e===null?d(i,"entry_spasm"):d(i,"entry_spasm_rated",{value:e}),n===null?null:He(i,n),s,r&&w(i,"report_entry_eased",{what:r}))}case"session":case"exposure":return xt($(i,"therapy",t.therapy),T(i,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(s=>$(i,"red_flag",s)).join(" · ");return t.kind==="flags_reported"?d(i,"entry_flags_reported",{flags:e}):d(i,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(i,"entry_flags_denied");case"episode":return d(i,"entry_episode")}}function He(i,t){if(t>=60)return T(i,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(_e(i),e).format(t)}function xt(...i){return i.filter(Boolean).join(" · ")}function ji(i,t,{entries:e,more:s},n,r,o){let a=e.filter(c=>c.kind!=="exposure").reverse();return!a.length&&!s?l`<p>${d(i,"entries_none")}</p>`:l`<ul class="entries">
      ${a.map(c=>Pn(i,t,c,n,r,o))}
    </ul>
    ${s?l`<button type="button" class="chip" @click=${o.older}>
            ${d(i,"entries_older")}
          </button>`:p}`}function Pn(i,t,e,s,n,r){let o=Tn(i,e),a=S(i,Date.parse(e.at),n),c=`${o}, ${a}`;return l`<li>
    <span class="what">${o}<small>${a}</small></span>
    ${t.read_only||!En(e)?p:l`<button
              type="button"
              class="icon"
              aria-label=${d(i,"entry_edit",{entry:c})}
              @click=${()=>r.correct(e)}
            >
              <ha-icon icon="mdi:pencil"></ha-icon>
            </button>
            <button
              type="button"
              class="icon"
              aria-label=${d(i,"entry_delete",{entry:c})}
              aria-expanded=${s===e.id}
              @click=${()=>r.ask(s===e.id?void 0:e)}
            >
              <ha-icon icon="mdi:delete-outline"></ha-icon>
            </button>
            ${s===e.id?Hn(i,e,r):p}`}
  </li>`}function Hn(i,t,e){return l`<p class="sure" role="alert">
    ${d(i,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${i.localize("ui.common.delete")}
    </button>
  </p>`}var Li,Ii=m(()=>{"use strict";k();x();z();ce();Li=20});async function Ye(i){for(let t=0;t<120&&!i.activeElement;t+=1)i.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var kt=m(()=>{"use strict"});async function Xe(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let i=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([Sn().catch(()=>{}),i])}async function Sn(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var At=m(()=>{"use strict"});function Ui(i,t){return{at:t,text:V(i,t)}}function Fi(i,{at:t,text:e},s,n,r){let o=s===e;return r!==null&&s===V(i,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:Gt(i,s)}var qi=m(()=>{"use strict";z()});function Vi(i,t){let e=!i.read_only,s=e&&i.onset!==null,n=i.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!i.private],["episode","mdi:calendar-plus",e&&i.phase!=="ice"],["onset","mdi:calendar-edit",s],["recovered","mdi:human-handsup",s&&i.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&i.phase==="recovery"],["end_episode","mdi:calendar-check",s],["clear","mdi:clipboard-check-outline",e&&i.red_flags.length>0],["report","mdi:file-document-outline",!i.private]].filter(([,,o])=>o).map(([o,a])=>[o,a])}var Wi=m(()=>{"use strict"});function Ki(i,t,e,s){let n=Array.from({length:11-i},(r,o)=>o+i);return l`<fieldset class="scale">
    <legend>${t}</legend>
    <div style="grid-template-columns: repeat(${6-i}, minmax(0, 1fr))">
      ${n.map(r=>l`<label class=${r===e?"chosen":""}>
          <input
            type="radio"
            name="level"
            .checked=${r===e}
            @change=${()=>s(r)}
          />
          <span>${r}</span>
        </label>`)}
    </div>
  </fieldset>`}function Et(i,t,e,s){return l`<fieldset>
    <legend>${t}</legend>
    <div class="known">
      ${i.map(n=>l`<button
          type="button"
          class="chip"
          aria-pressed=${n===e}
          @click=${()=>s(n===e?"":n)}
        >
          ${n}
        </button>`)}
    </div>
  </fieldset>`}function Tt(i,t,e,s){return l`${Et(i,t,e,s)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:n})=>s(n.value)}
    />`}function Ze(i,t,e){return l`${i.map(([s,n])=>l`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(s)}
        @change=${({target:r})=>{let o=[...t].filter(a=>a!==s);e(new Set(r.checked?[...o,s]:o))}}
      />
      <span>${n}</span>
    </label>`)}`}var Je,Pt=m(()=>{"use strict";k();Je=C`
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 8px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .scale div {
    display: grid;
    gap: 6px;
  }
  .scale label {
    position: relative;
    min-block-size: 44px;
    display: grid;
    place-items: center;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
    cursor: pointer;
  }
  .scale label.chosen {
    background: var(--primary-color);
    border-color: var(--primary-color);
    color: var(--text-primary-color, #fff);
    font-weight: 700;
  }
  .scale input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .scale label:focus-within,
  button:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .known {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  input[type="text"],
  input[type="datetime-local"] {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
    background: var(--card-background-color);
    color: var(--primary-text-color);
    font: inherit;
  }
  input.time {
    margin-block-start: 8px;
  }
  input:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chip {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: 6px 14px;
    border: 1px solid var(--divider-color);
    border-radius: 22px;
    background: none;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .chip[aria-pressed="true"] {
    border-color: var(--primary-color);
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    cursor: pointer;
  }
  .tick input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--error-color);
  }
`});async function Yi(i,{config_entry_id:t}){let s={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${i.language}`,expires:Cn};return(await i.callWS(s)).path}async function Xi(i,t){let e=await fetch(await Yi(i,t)).catch(()=>{});if(!e?.ok)throw{};let s=Rn.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],s??"report.html",{type:"text/html"})}}function Zi(i){return!!navigator.canShare?.({files:[i]})}async function Ji(i,t,e){let{file:s}=e;if(!Zi(s))return Gi(i,t,s.name);try{await navigator.share({files:[s]})}catch(n){if(n.name==="AbortError")return;await Gi(i,t,s.name)}}async function Gi(i,t,e){let s=document.createElement("a");s.href=await Yi(i,t),s.download=e,document.body.append(s),s.click(),s.remove()}function Qi(i,t,e,s){let n=t&&Zi(t.file);return l`${typeof window.print=="function"&&!i.auth?.external?l`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(i,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${s}>
    ${n?d(i,"share"):i.localize("ui.common.save")}
  </ha-button>`}var Cn,Rn,Bi=m(()=>{"use strict";k();x();Cn=300,Rn=/filename="([^"]+)"/});var es,ts,Ht=m(()=>{"use strict";k();es=C`
  :host {
    --backcare-ice: var(--blue-color, #2196f3);
    --backcare-heat: var(--deep-orange-color, #ff6f22);
    --backcare-massage: var(--purple-color, #926bc7);
    --backcare-stretch: var(--green-color, #4caf50);
    --backcare-walk: var(--teal-color, #009688);
    display: block;
    block-size: 100%;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    gap: 16px;
    block-size: 100%;
    box-sizing: border-box;
    padding: 16px;
    /* With fewer rows than it needs, it scrolls, so that Stop stays in reach. */
    overflow: hidden auto;
    container-type: inline-size;
  }
  h2,
  h3,
  p,
  ol {
    margin: 0;
    padding: 0;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
  }
  header h2 {
    flex: 1;
    min-inline-size: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  select {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 44px;
    padding-inline: 12px;
    font: inherit;
    color: inherit;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
    background: var(--card-background-color);
  }
  [data-more] {
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .phase {
    padding: 4px 12px;
    border-radius: 16px;
    font-size: var(--ha-font-size-s, 12px);
    background: color-mix(in srgb, var(--backcare-color) 18%, transparent);
    white-space: nowrap;
  }
  h3 {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    margin-block-end: 8px;
    font-size: var(--ha-font-size-m, 14px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .aside {
    color: var(--secondary-text-color);
    font-weight: var(--ha-font-weight-normal, 400);
    font-size: var(--ha-font-size-s, 12px);
  }
  .ice {
    --backcare-color: var(--backcare-ice);
  }
  .heat {
    --backcare-color: var(--backcare-heat);
  }
  .massage {
    --backcare-color: var(--backcare-massage);
  }
  .stretch,
  .recovery {
    --backcare-color: var(--backcare-stretch);
  }
  .walk {
    --backcare-color: var(--backcare-walk);
  }
  .none {
    --backcare-color: var(--primary-color);
  }

  /* Alarms */
  .alarm {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
    padding: 16px;
    border-radius: 12px;
    background: var(--backcare-alarm, #b3261e);
    color: #fff;
  }
  .alarm.urgent {
    --backcare-alarm: #9a4a00;
  }
  .alarm ha-icon {
    --mdc-icon-size: 32px;
    flex: none;
  }
  .alarm div {
    flex: 1 1 12em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .alarm strong {
    display: block;
    font-size: var(--ha-font-size-l, 16px);
  }
  .alarm button,
  .alarm a {
    box-sizing: border-box;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 2px solid #fff;
    border-radius: 22px;
    background: none;
    color: #fff;
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }

  /* The session, or what may start */
  .hero {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 12px;
    text-align: center;
  }
  .hero .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 12px;
  }
  .big {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 16px;
    inline-size: 100%;
    min-block-size: 72px;
    padding: 12px 20px;
    border: 0;
    border-radius: 20px;
    background: color-mix(in srgb, var(--backcare-color) 22%, transparent);
    color: var(--primary-text-color);
    font: inherit;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    text-align: start;
    cursor: pointer;
  }
  .big ha-icon,
  .tile ha-icon {
    color: var(--backcare-color);
    flex: none;
  }
  .big ha-icon {
    --mdc-icon-size: 36px;
  }
  .big small,
  .tile small {
    display: block;
    font-size: var(--ha-font-size-s, 12px);
    font-weight: var(--ha-font-weight-normal, 400);
    color: var(--secondary-text-color);
  }
  .big small {
    color: var(--primary-text-color);
  }
  button.refused {
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  button.refused ha-icon {
    color: var(--secondary-text-color);
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11em), 1fr));
    gap: 8px;
    inline-size: 100%;
  }
  .tile {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 52px;
    padding: 6px 12px;
    border: 0;
    border-radius: 14px;
    background: color-mix(in srgb, var(--backcare-color) 12%, transparent);
    color: var(--primary-text-color);
    font: inherit;
    line-height: 1.25;
    text-align: start;
    cursor: pointer;
  }
  .tile span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .big:hover,
  .tile:hover {
    filter: brightness(0.96);
  }
  button:focus-visible,
  select:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .alarm button:focus-visible,
  .alarm a:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 2px;
  }
  /* The call comes first. */
  .alarm a {
    display: flex;
    flex: 1 0 100%;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 56px;
    background: #fff;
    color: var(--backcare-alarm, #b3261e);
    font-size: var(--ha-font-size-l, 16px);
    text-decoration: none;
  }
  .alarm a ha-icon {
    --mdc-icon-size: 24px;
  }

  /* The next step */
  .step,
  .ended p {
    font-size: var(--ha-font-size-l, 16px);
    line-height: 1.35;
  }
  .step small,
  .ended small {
    display: block;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  .ended,
  .note {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    border-radius: 14px;
    background: color-mix(in srgb, var(--backcare-color, var(--primary-color)) 18%, transparent);
  }
  .ended {
    border: 2px solid var(--backcare-color);
    animation: flash 0.8s ease-in-out 4;
  }
  @keyframes flash {
    50% {
      border-color: transparent;
    }
  }
  .ended p,
  .note p {
    flex: 1;
    min-inline-size: 0;
  }
  .ended button,
  .chip {
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 6px 16px;
    border: 1px solid var(--divider-color);
    border-radius: 22px;
    background: var(--card-background-color);
    color: var(--primary-text-color);
    font: inherit;
    cursor: pointer;
  }
  .chip.ask {
    align-self: center;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  .caution {
    max-inline-size: 30em;
  }
  .still {
    --backcare-left: 0.35;
  }
  ha-alert .chip {
    display: block;
    margin-block-start: 8px;
  }
  /* The plan */
  .timeline ol {
    display: flex;
    gap: 3px;
    list-style: none;
  }
  .timeline li {
    flex-basis: 0;
    min-inline-size: 0;
  }
  .timeline .label {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  .timeline .here .label {
    color: var(--primary-text-color);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .timeline .bar {
    display: block;
    position: relative;
    block-size: 8px;
    margin-block: 6px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--backcare-color) 22%, transparent);
  }
  .timeline .done {
    display: block;
    block-size: 100%;
    border-radius: 4px;
    background: var(--backcare-color);
  }
  .timeline .marker {
    position: absolute;
    inset-block-start: 50%;
    inline-size: 10px;
    block-size: 10px;
    margin-inline-start: -8px;
    transform: translateY(-50%);
    border-radius: 50%;
    border: 3px solid var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 12px;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }

  /* Today */
  .strip {
    position: relative;
    block-size: 24px;
    border-radius: 8px;
    overflow: hidden;
    background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
  }
  .block {
    position: absolute;
    inset-block: 0;
    min-inline-size: 3px;
    background: var(--backcare-color);
  }
  .block.rest {
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--primary-text-color) 22%, transparent) 0 2px,
      transparent 2px 6px
    );
  }
  .strip .now {
    position: absolute;
    inset-block: 0;
    inline-size: 2px;
    background: var(--primary-text-color);
  }
  .hours,
  .days {
    display: flex;
    margin-block-start: 4px;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  .hours span,
  .days span {
    flex: 1 1 0;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
  }
  .days span {
    text-align: center;
  }
  .today p {
    margin-block-start: 8px;
  }

  /* Pain */
  .chart {
    position: relative;
    block-size: 72px;
  }
  .chart svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .chart svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .chart polyline {
    fill: none;
    stroke: var(--primary-color);
    stroke-width: 2;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .chart .grid {
    stroke: var(--divider-color);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  .chart .spasm {
    stroke: var(--backcare-spasm, var(--error-color));
    stroke-width: 3;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .counts i {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 3px;
    border-radius: 50%;
    background: var(--backcare-color);
  }
  .avoid {
    margin-block-start: 8px;
    overflow-wrap: anywhere;
  }
  .doctor {
    margin-block-start: -12px;
  }
  .dot {
    position: absolute;
    inline-size: 8px;
    block-size: 8px;
    margin: -4px;
    border-radius: 50%;
    background: var(--primary-color);
  }

  footer {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5em), 1fr));
    gap: 8px;
    margin-block-start: auto;
  }
  ha-button {
    --ha-button-height: 44px;
  }
  footer ha-button {
    min-inline-size: 0;
  }
  @container (min-width: 26em) {
    footer {
      display: flex;
      flex-wrap: wrap;
    }
    footer ha-button {
      flex: 1 1 auto;
    }
  }
  .message {
    display: grid;
    gap: 12px;
    justify-items: start;
    padding-block: 8px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`,ts=C`
  .content {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  p {
    margin: 0;
  }
  ha-button {
    --ha-button-height: 44px;
  }
  .error {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    margin-block-start: 16px;
    border-radius: var(--ha-border-radius-sm, 4px);
    background: var(--ha-dialog-surface-background, var(--card-background-color));
  }
  .menu {
    display: grid;
    gap: 4px;
  }
  .menu button {
    display: flex;
    align-items: center;
    gap: 16px;
    min-block-size: 48px;
    padding: 8px 12px;
    border: 0;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
    text-align: start;
  }
  .menu button:hover {
    background: color-mix(in srgb, var(--primary-text-color) 10%, transparent);
  }
  .menu button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .menu ha-icon,
  .menu small,
  .entries small {
    color: var(--secondary-text-color);
  }
  .menu small,
  .entries small {
    display: block;
    font-size: var(--ha-font-size-s, 12px);
  }
  .entries {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .entries li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    min-block-size: 48px;
  }
  .entries .what {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .entries .icon {
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
  }
  .entries .sure {
    display: flex;
    flex: 1 0 100%;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 12px;
  }
  .danger {
    border-color: var(--error-color);
  }
  iframe {
    inline-size: 100%;
    block-size: 65vh;
    border: 0;
    background: #fff;
  }
`});async function F(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};await i.callService("backcare",e,n,void 0,!1)}async function Qe(i,t,e,s={}){await i.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...s})}async function Be(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};return(await i.callService("backcare",e,n,void 0,!1,!0)).response}var ie=m(()=>{"use strict"});function W(i,t={}){return i==="report_red_flags"&&!t.flags?.length?"answer_question":i==="mark_recovered"&&t.undo?"undo_recovered":On.has(i)?i:void 0}function pe(i,t,e,s){if(e===void 0)return;let n=()=>{St(i,t).catch(o=>de(j(i,o)))},r={text:i.localize("ui.common.undo"),action:n};de(s??d(i,`done_${e}`),r)}async function St(i,t){let{taken_back:e}=await Be(i,t,"undo_last");de(w(i,`undone_${e}`))}function de(i,t){let e={id:"backcare",message:i,action:t,duration:zn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var zn,On,et=m(()=>{"use strict";x();ie();zn=1e4,On=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function is(i,t,e){if(t==="now")return V(i,e);if(t==="morning")return`${ss(i,e)} ${Nn}`;if(t==="evening")return`${ss(i,e-Mn)} ${Dn}`}function ss(i,t){return V(i,t).slice(0,10)}function ns(i,{when:t,at:e,now:s,label:n},r){let o=["now","morning","evening","choose"].filter(a=>a!=="morning"||`${is(i,a,s)}`<V(i,s));return l`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(a=>l`<button
          type="button"
          class="chip"
          aria-pressed=${a===t}
          @click=${()=>r(a,is(i,a,s)??e)}
        >
          ${d(i,`when_${a}`)}
        </button>`)}
    </div>
    ${t==="choose"?l`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${V(i,s).slice(0,16).replace(" ","T")}
            @change=${({target:a})=>{let{value:c}=a;c&&r("choose",`${c.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var Mn,Nn,Dn,rs=m(()=>{"use strict";k();x();z();Mn=864e5,Nn="07:00:00",Dn="20:00:00"});var os,Ln,jn,b,as=m(()=>{"use strict";k();le();Ni();Ii();kt();At();qi();Wi();Pt();Bi();Ht();x();et();ie();rs();os=[30,60,300,900],Ln=["spasm","pain","flags"],jn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],b=class extends E{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:s,_report:n}=this;this._error="",n&&this._load(()=>Ji(e,s,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=zi(this._close),this._begin(this.kind),await Xe(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,s){this.kind=e,this._corrected=s;let n=s?.at??(e==="onset"?this.person.onset:null);this._asked=Ui(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(s?.kind==="spasm"?s.intensity:s?.level)??null,this._duration=s?.kind==="spasm"?s.duration:null,this._activity=s?.activity??"",this._eased=s?.kind==="spasm"&&s.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Ye(this.renderRoot)}async _load(e){try{await e()}catch(s){this._error=j(this.hass,s)}}async _loadReport(){this._report=await Xi(this.hass,this.person)}async _loadDiary(e){let s=e?.entries[0],n=await Be(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:s?.at,limit:Li}),r=new Set(e?.entries.map(a=>a.id)),o=n.entries.filter(a=>!r.has(a.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`${Ln.includes(this.kind)?"dialog":"menu"}_${this.kind}`)}render(){return this._ready?l`<ha-dialog
      ?open=${this._open}
      .open=${this._open}
      header-title=${this._title}
      .headerTitle=${this._title}
      width=${this.kind==="report"?"large":"small"}
      @closed=${this._closed}
    >
      <div class="content" ?inert=${this._busy}>${this._content()}</div>
      ${this._error?l`<div class="error"><ha-alert alert-type="error">${this._error}</ha-alert></div>`:p}
      ${this.kind==="more"?p:this._footer()}
    </ha-dialog>`:p}_footer(){let{hass:e,kind:s}=this,n=s==="report"||s==="entries";return l`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${e.localize(n?"ui.common.close":"ui.common.cancel")}
      </ha-button>
      ${s==="clear"||s==="entries"?p:s==="report"?Qi(e,this._report,this._print,this._handOver):l`<ha-button
              slot="primaryAction"
              variant=${s==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${s}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:s}=this;switch(this.kind){case"spasm":return l`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${Et(os.map(n=>He(e,n)),d(e,"lasted"),this._duration===null?"":He(e,this._duration),n=>{let r=os.find(o=>He(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${Tt(s.eased,d(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return l`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return l`${s.onset?l`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return l`${["emergency","urgent","soon"].map(n=>l`<fieldset>
            <legend>${d(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return l`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return l`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?l`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"menu_report")}
              srcdoc=${this._report.html}
            ></iframe>`:l`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,s){return Ki(e,s,this._level,n=>{this._level=n})}_named(e){let{activities:s}=this.person;return Tt(s,d(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:s,_when:n,_at:r,_now:o}=this,a={when:n,at:r,now:o,label:d(s,`field_${e}`)};return ns(s,a,(c,u)=>{this._when=c,this._at=c==="now"&&this.kind!=="onset"?this._asked.text:u})}_ticks(e){let s=e.map(n=>[n,$(this.hass,"red_flag",n)]);return Ze(s,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,s=this.flags.emergency.some(o=>this._chosen.has(o)),n=jn.filter(o=>!s||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return l`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${n.map(o=>l`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${()=>this._do(()=>this._act("clear_red_flags",r(o)))}
          >
            ${$(e,"clear_reason",o)}
          </button>`)}
      </div>`}_entries(){let{hass:e,person:s,_diary:n}=this;return n?ji(e,s,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):l`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:s,_now:n}=this;return l`<div class="menu">
      ${Vi(s,n).map(([r,o])=>l`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&s.last_act?l`<small>${d(e,`done_${s.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:s,person:n}=this;switch(e){case"undo":return void this._do(()=>St(s,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._time(this.person.onset),s=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:s,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:s,eased_by:this._eased.trim()||void 0,at:e}]}_time(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:Fi(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._time(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._time(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,s={}){await F(this.hass,this.person,e,s),pe(this.hass,this.person,W(e,s))}async _correct(e){await F(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await F(this.hass,this.person,"delete_entry",{entry_id:e.id})}async _do(e,s=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),s?this._begin("entries"):this._close()}catch(o){this._error=j(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():s&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[Je,ts],h([y({attribute:!1})],b.prototype,"hass",2),h([y({attribute:!1})],b.prototype,"person",2),h([y({attribute:!1})],b.prototype,"flags",2),h([y({attribute:!1})],b.prototype,"ahead",2),h([y()],b.prototype,"kind",2),h([_()],b.prototype,"_open",2),h([_()],b.prototype,"_busy",2),h([_()],b.prototype,"_error",2),h([_()],b.prototype,"_ready",2),h([_()],b.prototype,"_when",2),h([_()],b.prototype,"_at",2),h([_()],b.prototype,"_level",2),h([_()],b.prototype,"_duration",2),h([_()],b.prototype,"_activity",2),h([_()],b.prototype,"_eased",2),h([_()],b.prototype,"_chosen",2),h([_()],b.prototype,"_report",2),h([_()],b.prototype,"_diary",2),h([_()],b.prototype,"_deleting",2),b=h([N("backcare-dialog")],b)});var ls,H,cs=m(()=>{"use strict";k();le();z();ls=2*Math.PI*54,H=class extends E{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._calm=window.matchMedia("(prefers-reduced-motion: reduce)");this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._time)return;let e=Math.max(0,this._left());this._calm.matches||this._drawBar();let s=Kt(e);this._time.textContent!==s&&(this._time.textContent=s);let n=at(e);(n<=1||n%5===0)&&(this._minutes=n),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(s=>s.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=at(this._left()))}updated(){this._drawBar(),this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}_drawBar(){if(!this._bar)return;let e=Math.ceil(Math.max(0,this._left())/1e3)*1e3,s=1-Math.min(1,e/this.length);this._bar.style.strokeDashoffset=String(s*ls)}render(){return l`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${Te`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${ls}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt?this.spoken(this._minutes):p}</span
      >
    `}};H.styles=C`
    :host {
      display: block;
      position: relative;
      inline-size: min(100%, 13em);
      aspect-ratio: 1;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      transform: rotate(-90deg);
    }
    :host(:dir(rtl)) svg {
      transform: rotate(-90deg) scaleY(-1);
    }
    circle {
      fill: none;
      stroke-width: 9;
      stroke-linecap: round;
    }
    .track {
      stroke: var(--backcare-color, var(--primary-color));
      opacity: 0.16;
    }
    .left {
      stroke: var(--backcare-color, var(--primary-color));
      opacity: var(--backcare-left, 1);
    }
    .inside {
      position: absolute;
      inset: 0;
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      text-align: center;
    }
    .time {
      font-size: 2.6em;
      line-height: 1.15;
      font-weight: var(--ha-font-weight-medium, 500);
      font-variant-numeric: tabular-nums;
      color: var(--primary-text-color);
    }
    .caption {
      max-inline-size: 70%;
      color: var(--secondary-text-color);
    }
    .spoken {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `,h([y({attribute:!1})],H.prototype,"finishesAt",2),h([y({attribute:!1})],H.prototype,"remaining",2),h([y({attribute:!1})],H.prototype,"length",2),h([y({attribute:!1})],H.prototype,"ahead",2),h([y({attribute:!1})],H.prototype,"caption",2),h([y({attribute:!1})],H.prototype,"spoken",2),h([_()],H.prototype,"_minutes",2),h([bt(".left")],H.prototype,"_bar",2),h([bt(".time")],H.prototype,"_time",2),H=h([N("backcare-ring")],H)});var tt,Ct=m(()=>{"use strict";tt={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function ps(i,t,e,{ahead:s,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,a=$(i,"therapy",e.therapy),c=e.lapses_at?M(i,R(Date.parse(e.lapses_at))):"",u=o?d(i,"until",{time:M(i,R(o))}):d(i,"paused",{time:c}),f=!t.read_only,g=t.offers.filter(A=>A.length);return l`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${a}>
    <h2>${a}</h2>
    <backcare-ring
      data-more="timer.session"
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${s}
      .caption=${u}
      .spoken=${A=>d(i,"left",{therapy:a,time:T(i,A*ds,"long")})}
    ></backcare-ring>
    ${o?Un(i,e):p}
    <div class="buttons">
      ${f?o?K(i,"pause","mdi:pause","filled",r.pause):K(i,"resume","mdi:play","accent",r.resume):p}
      ${K(i,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?l`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(300)}
              >+${T(i,300*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?us(i,t):p}
    ${ms(i,t,g,n,r)}
  </section>`}function Un(i,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let s=w(i,`care_start_${t}${e?"_pad":""}`);return l`<p class="caution">${s}</p>`}function us(i,{pad:t}){if(!t)return p;let{entity_id:e,name:s,on:n,takes_back:r}=t;return l`<p class="aside" data-more=${e}>
    ${n?d(i,"pad_on",{name:s}):d(i,"pad_off",{name:s})}
    ${r?l`<strong>${w(i,"plug_takes_offs_back",r)}</strong>`:p}
  </p>`}function hs(i,t,e,s){if(t.read_only)return p;if(t.phase==="none")return Fn(i,t,e,s);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return l`<section class="hero ${n?.therapy??""}">
    ${n?l`${Rt(i,t,n,"big",e,s)}${qn(i,n,s)}`:p}
    ${t.pad&&t.therapy==="heat"?us(i,t):p}
    ${ms(i,t,r,e,s)}
  </section>`}function Fn(i,t,e,s){let n=t.offers.find(r=>r.therapy==="ice");return l`<section class="hero none">
    ${n?Rt(i,t,n,n.length?"big":"tile",e,s):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${s.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${d(i,"menu_episode")}<small>${d(i,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function qn(i,{therapy:t,length:e,at_most:s,without_pad:n},r){let o=(s??0)/60,a=In.filter(c=>c<=o&&c*60!==e);return!a.length&&!n?p:l`<div class="ways" role="group" aria-label=${$(i,"therapy",t)}>
    ${a.map(c=>l`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:c*60})}
      >
        ${T(i,c*ds)}
      </button>`)}
    ${n?l`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(i,"without_pad")}
          </button>`:p}
  </div>`}function ms(i,t,e,s,n){return!e.length||t.read_only?p:l`<div class="tiles">
    ${e.map(r=>Rt(i,t,r,"tile",s,n))}
  </div>`}function Rt(i,t,e,s,n,r){let{therapy:o,length:a,refused:c}=e,u=$(i,"therapy",o),f=s==="big"&&!c?d(i,"start",{therapy:u}):u,A=c?t.doctor==="emergency"?d(i,"refused"):Me(i,c,n):T(i,(a??0)*1e3);return l`<button
    type="button"
    class="${s} ${o} ${c?"refused":""}"
    @click=${()=>c?r.explain(o,c):r.start(o)}
  >
    <ha-icon icon=${tt[o]}></ha-icon>
    <span>${f}<small>${A}</small></span>
  </button>`}function K(i,t,e,s,n,r="brand"){return l`<ha-button
    data-key=${t}
    appearance=${s}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(i,t)}
  </ha-button>`}var ds,In,fs=m(()=>{"use strict";k();cs();Ct();x();z();ce();ie();ds=6e4,In=[5,10,15,20,30]});var G,it=m(()=>{"use strict";G=class{constructor(t){this.host=t;this.active=!1;t.addController(this)}start(){window.clearTimeout(this.timer),this.set(!0),this.timer=window.setTimeout(()=>this.set(!1),700)}hostDisconnected(){window.clearTimeout(this.timer),this.set(!1)}set(t){this.active=t,this.host.toggleAttribute("settling",t),this.host.requestUpdate()}}});var O,gs=m(()=>{"use strict";k();le();kt();Pt();it();x();O=class extends E{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._chosen=new Set;this._settling=new G(this)}render(){let{hass:e,_step:s}=this;return l`<section aria-label=${d(e,"question")}>
      ${s==="emergency"?l`<p class="advice">${d(e,"advice")}</p>`:p}
      ${s==="which"?this._which():this._asked(s)}
      ${this._unsure?l`<p class="unsure" role="status">${w(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:s,person:n}=this;return l`<p>${w(s,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling.active}>
        ${this._answer("yes",()=>e==="emergency"?this._report(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,s){return l`<button type="button" @click=${s}>
      ${w(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,s=[...this.flags.urgent,...this.flags.soon].filter(n=>n!=="urgent");return l`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${Ze(s.map(n=>[n,$(e,"red_flag",n)]),this._chosen,n=>{this._chosen=n})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._report(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${d(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._report([])}_go(e){this._step=e,this._unsure=!1,this._settling.start(),this.updateComplete.then(()=>Ye(this.renderRoot))}_report(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};O.styles=[Je,C`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        padding: 16px;
        border: 2px solid var(--warning-color, #ffa600);
        border-radius: 14px;
      }
      p {
        margin: 0;
      }
      .advice {
        color: var(--secondary-text-color);
      }
      .unsure {
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .answers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 5.5em), 1fr));
        gap: 8px;
      }
      .answers button {
        min-block-size: 52px;
        padding: 6px;
        overflow-wrap: anywhere;
        border: 1px solid var(--divider-color);
        border-radius: 14px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
    `],h([y({attribute:!1})],O.prototype,"hass",2),h([y({attribute:!1})],O.prototype,"person",2),h([y({attribute:!1})],O.prototype,"flags",2),h([_()],O.prototype,"_step",2),h([_()],O.prototype,"_unsure",2),h([_()],O.prototype,"_chosen",2),O=h([N("backcare-question")],O)});function _s(i,t,e){return Re(i,t)[e]??(e in i.entities?e:void 0)}function vs(i,t){let e,s=o=>{let a=t(o),c={bubbles:!0,composed:!0,detail:{entityId:a}};a&&i.dispatchEvent(new CustomEvent("hass-more-info",c))},n=o=>o.composedPath().flatMap(a=>a.dataset?.more??[])[0],r={pointerdown:o=>{let a=n(o);window.clearTimeout(e),a&&(e=window.setTimeout(()=>s(a),Vn))},contextmenu:o=>{n(o)&&o.preventDefault()}};for(let o of["pointerup","pointercancel","pointerleave"])r[o]=()=>window.clearTimeout(e);for(let[o,a]of Object.entries(r))i.addEventListener(o,a);return()=>{window.clearTimeout(e);for(let[o,a]of Object.entries(r))i.removeEventListener(o,a)}}var Vn,ys=m(()=>{"use strict";me();Vn=500});function zt(i){return i.kind==="session"&&i.used>=Wn?i:void 0}function bs({unread:i,offers:t,read_only:e,private:s}){if(e||s)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return i.find(o=>o!=="patch_or_drowsy"||!r)}function $s(i,t,e,s){return l`<section class="note" aria-label=${d(i,"question")} ?inert=${e}>
    <p>${w(i,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${s}>${i.localize("ui.common.ok")}</button>
  </section>`}function ws(i,t){if(i.read_only||i.private||i.session||i.phase==="none")return!1;let e=Date.parse(i.today.since),s=t.map(r=>Date.parse(zt(r)?.ended??"")),n=Math.min(...s.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function xs(i,t){return l`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(i,"pain_now")}
  </button>`}function ks(i,{told_otherwise:t,phase:e}){if(!t||e==="none")return p;let s=t.heat_after/3600,n=s?d(i,"told_heat",{hours:s}):d(i,"told_heat_first");return l`<p class="aside doctor">
    ${s===72?p:n}
    ${t.early_stretches?d(i,"told_stretches"):p}
  </p>`}var Wn,Ot=m(()=>{"use strict";k();x();Wn=60});function As(i,t,e,s){let n=Date.parse(t.today.until),r=n-Ce*Mt,o=v=>q(Date.parse(v),r,n)*100,a=e.filter(v=>Date.parse(v.at)>=r),c=a.filter(v=>v.kind==="pain"),u=a.filter(v=>v.kind==="spasm"),f=c.map(v=>({x:o(v.at),y:44-v.level*4})),g=c.at(-1),A=d(i,"pain_told",{days:Ce,levels:c.map(v=>v.level).join(", ")||"–",spasms:u.length});return l`<section class="pain">
    <h3 data-more="sensor.pain_level">
      <span>${d(i,"pain")}</span>
      <span class="aside">${Kn(i,t,s)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${A}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(v=>Te`<line class="grid" x1="0" x2="100" y1=${44-v*4} y2=${44-v*4}></line>`)}
        ${u.map(v=>{let L=o(v.at),nn=3+(v.intensity??5)*.8;return Te`<line class="spasm" x1=${L} x2=${L} y1="60" y2=${60-nn}></line>`})}
        <polyline points=${f.map(v=>`${v.x},${v.y}`).join(" ")}></polyline>
      </svg>
      ${g?l`<span
              class="dot"
              style="inset-inline-start: ${o(g.at)}%; inset-block-start: ${(44-g.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:Ce},(v,L)=>l`<span>${Wt(i,r+(L+.5)*Mt)}</span>`)}
    </div>
    ${Gn(i,a,r)} ${Yn(i,t)}
  </section>`}function Kn(i,{pain:t,pain_at:e,today:s},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(s.since)?`, ${S(i,r,n)}`:"";return l`<b>${t}</b>/10${o}`}function Gn(i,t,e){let s=["ice","heat"].map(r=>{let o=Array.from({length:Ce},()=>0);for(let c of t){if(zt(c)?.therapy!==r)continue;let u=Math.floor((Date.parse(c.at)-e)/Mt);o[u]!==void 0&&(o[u]+=1)}let a=o.reduce((c,u)=>c+u,0);return{therapy:r,counts:o,total:a,name:$(i,"therapy",r)}}).filter(({total:r})=>r);if(!s.length)return p;let n=s.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return l`<div
    class="counts"
    role="img"
    aria-label=${d(i,"sessions_had",{days:Ce,sessions:n})}
  >
    ${s.map(({therapy:r,counts:o,name:a})=>l`<div class="days ${r}" title=${a}>
        ${o.map(c=>l`<span>${c?l`<i></i>${c}×`:p}</span>`)}
      </div>`)}
  </div>`}function Yn(i,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:s,count:n})=>`${s} (${n}×)`).join(", ");return l`<p class="avoid">${d(i,"avoid",{names:e})}</p>`}var Mt,Ce,Es=m(()=>{"use strict";k();Ot();x();z();Mt=864e5,Ce=7});function Ts(i,t,e,s){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?Zn(i,t,r,e,s):Xn.includes(n.state)?p:l`<p class="step">${Nt(i,t,e)}${Ps(i,t)}</p>`}function Nt(i,{next_step:t},e){let s={};if(t.until){let n=R(Date.parse(t.until));s.time=t.state==="paused"?M(i,n):S(i,n,e)}return t.length!==null&&(s.duration=T(i,t.length*1e3,"long")),w(i,t.text,s)}function Zn(i,t,e,s,n){return l`<div class="ended ${e.therapy}" role="status">
    <p>${Jn(i,t,e,s)}${Ps(i,t)}</p>
    ${t.read_only?p:l`<button type="button" @click=${n}>${i.localize("ui.common.ok")}</button>`}
  </div>`}function Jn(i,t,e,s){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return w(i,"announce_interrupted");if(n!=="ice"&&n!=="heat")return w(i,`announce_ended_${n}`);let{next_step:a}=t,c=r&&!t.pad?.on,u=w(i,c?"care_end_pad":`care_end_${n}`);if(!a.until||a.therapy!==n)return u;let f=S(i,R(Date.parse(a.until)),s);return`${u} ${w(i,`care_next_${n}`,{time:f})}`}function Ps(i,{next_step:t}){return t.cut_off?l` <small>${Yt(i,t.cut_off)}</small>`:p}var Xn,Dt=m(()=>{"use strict";k();x();z();ce();Xn=["call_emergency","unplug_pad","see_doctor_today"]});function Ss(i,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let s=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,a={ice:q(e,s,o),heat:r?+(r>n):lt(e-n,4*Hs),recovery:r?lt(e-r,10*Hs):0},c=f=>S(i,f,e),u=r?d(i,"recovered_since",{time:c(r)}):e<n?d(i,"heat_from",{time:c(R(n))}):d(i,"heat_since",{time:c(n)});return l`<section class="timeline" aria-label=${d(i,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>Bn(i,f,a[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(i,"onset",{time:c(s)})}</span>
      <span>${u}</span>
    </div>
  </section>`}function Bn(i,t,e,s){let n=d(i,"now");return l`<li
    class="${t} ${s?"here":""}"
    style="flex-grow: ${Qn[t]}"
    aria-current=${s?"step":p}
  >
    <span class="label">${ze(i,t)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${s?l`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var Hs,Qn,Cs=m(()=>{"use strict";k();x();z();Hs=864e5,Qn={ice:50,heat:30,recovery:20}});function Rs(i,t,e){let s=n=>i.find(r=>r.config_entry_id===n);return t?s(t):s(e)??i.find(n=>n.mine)??i.find(n=>n.loaded&&!n.private)??i.find(n=>n.loaded)??i[0]}function Lt(i){try{return localStorage.getItem(Os(i))??""}catch{return""}}function zs(i,t){try{localStorage.setItem(Os(i),t)}catch{}}function Os(i){return`backcare-person-${i.user?.id??""}`}var Ms=m(()=>{"use strict"});var Ds={};st(Ds,{BackcareCard:()=>P});function Ns(i){if(!i?.loaded)return"";let{config_entry_id:t,phase:e,session:s,ended:n,doctor:r,unread:o,question:a}=i,c=[s?.therapy,s&&!!s.finishes_at],u=[n?.at,r,a,...o];return[t,e,...c,...u].join()}var er,tr,ir,sr,P,Ls=m(()=>{"use strict";k();le();Hi();Ci();as();fe();fs();gs();At();ys();Ot();Es();it();Dt();Ht();x();Cs();ce();et();ie();Ms();er=6e4,tr=2e4,ir=["stop_session","report_red_flags"],sr=["heat_too_early","massage_too_early"];P=class extends E{constructor(){super(...arguments);this.preview=!1;this._config={type:"custom:backcare-card"};this._unreachable=!1;this._chosen="";this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._texts=new ne(this);this._settling=new G(this);this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>{this._loosen("start_session",{therapy:e,...s})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),explain:(e,s)=>this._explain(e,s)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,zs(this.hass,this._chosen)}),this._showHistory()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await Y(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?d(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._showHistory()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),Xe(),this._clock=window.setInterval(()=>{this._minute+=1},er),this._openHeld=vs(this,e=>this._person?_s(this.hass,this._person.config_entry_id,e):void 0),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),this._openHeld?.(),this._forgetWhy(),this._followed?.leave(),this._followed=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return!s||s.locale!==this.hass.locale||s.localize!==this.hass.localize||s.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&this._follow()}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=se(this.hass,(e,s)=>{this._ahead=s,this._show(()=>{this._view=e}),this._unreachable=!1,this._showHistory()},()=>{this._unreachable=!0},this._config.person??Lt(this.hass)))}_show(e){let s=this._person;e();let n=this._person,r=s!==void 0&&Ns(s)!==Ns(n);s&&s.config_entry_id!==n?.config_entry_id&&(this._dialog=""),(r||this._isWhyOutdated(n))&&this._forgetWhy(),r&&this._settling.start()}_showHistory(){let e=this._person;e?.loaded&&this._followed?.show(e.config_entry_id)}get _entries(){let e=this._person;return e&&!e.private&&this._view?.histories[e.config_entry_id]||[]}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?Lt(this.hass):"");return Rs(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts.loaded)return l`<ha-card></ha-card>`;let{hass:e,_view:s}=this;if(!s){let r=d(e,this._unreachable?"unreachable":"loading");return l`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?l`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?$t(e,n):p}
      ${this._rightNow(n,s)} ${this._asked(n,s)} ${this._behind(n)}
      ${this._footer(n)}
      ${this._dialog?l`<backcare-dialog
              .hass=${e}
              .person=${n}
              .flags=${s.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${()=>this._open("")}
            ></backcare-dialog>`:p}
    </ha-card>`:l`<ha-card
        >${this._header(n)} ${this._unreachable?$t(e):p}
        ${wt(e,s.persons)}
        <p class="message">
          ${n.private?d(e,"private"):d(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(s)}_rightNow(e,s){let{hass:n,_now:r,_ahead:o}=this,{session:a}=e;return l`${Si(n,e,s,c=>this._open(c))}
    ${Ts(n,e,r,()=>this._command("acknowledge"))}
    ${a?ps(n,e,a,{ahead:o,now:r},this._commands):hs(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,s){let{hass:n}=this;if(e.question)return Ti(`${e.config_entry_id} ${e.question}`,l`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${s.red_flags}
          @backcare-answered=${({detail:a})=>this._do("report_red_flags",{flags:a})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:bs(e);return r?$s(n,r,this._settling.active,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&ws(e,this._entries)?xs(n,()=>this._open("pain")):p}_behind(e){let{hass:s,_config:n,_now:r}=this;return l`${n.hide_timeline?p:l`${Ss(s,e,r)}${ks(s,e)}`}
    ${e.private?l`<p class="message">${d(s,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:s}=this;return l`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?l`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(s,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:s,_config:n,_now:r}=this;return l`${n.hide_today?p:Di(s,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:As(s,e,this._entries,r)}`}_nobody(e){let{hass:s}=this;return e.persons.length?l`<ha-card><p class="message">${d(s,"not_found")}</p></ha-card>`:l`<ha-card>
      <div class="message">
        <p>${d(s,"nobody")}</p>
        ${s.user?.is_admin?l`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${d(s,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:s}=this,n=this._view?.persons??[],r=!this._config.person&&n.length>1;return l`<header role="none">
      ${r?l`<select aria-label=${d(s,"choose_person")} @change=${this._choose}>
              ${n.map(o=>l`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:l`<h2>${e.name}</h2>`}
      ${e.loaded?l`<span class="phase" data-more="sensor.phase">${ze(s,e.phase)}</span>`:p}
    </header>`}_footer(e){let{hass:s}=this,n=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return l`<footer role="none">
      ${n?l`${K(s,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${K(s,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${K(s,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:K(s,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,s={}){return!this._settling.active&&await this._do(e,s)}async _do(e,s={}){return this._give((n,r)=>F(n,r,e,s),W(e,s),ir.includes(e))}_command(e,s={}){this._give((n,r)=>Qe(n,r,e,s),W(e))}async _give(e,s,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),pe(r,o,s),!0}catch(a){return this._say(j(this.hass,a)),!1}finally{this._busy=!1}}_explain(e,s){this._say(Oe(this.hass,s,this._now)),this._whyOf=e,this._whyEarly=sr.includes(s.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),tr)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_isWhyOutdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(s=>s.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};P.styles=es,h([y({attribute:!1})],P.prototype,"hass",2),h([y({attribute:!1})],P.prototype,"preview",2),h([_()],P.prototype,"_config",2),h([_()],P.prototype,"_view",2),h([_()],P.prototype,"_unreachable",2),h([_()],P.prototype,"_chosen",2),h([_()],P.prototype,"_dialog",2),h([_()],P.prototype,"_why",2),h([_()],P.prototype,"_minute",2),P=h([N("backcare-card")],P)});function Us(i,t,e,s){let{session:n}=t;if(n)return rr(i,t,n,s);let r=t.therapy??"ice",o=t.offers.find(c=>c.therapy===r),a=Is.includes(t.next_step.state)&&!t.ended&&!o?.rests_until;return l`<div class="row" role="group" aria-label=${$(i,"therapy",r)}>
    ${a&&o?.length&&!t.read_only?or(i,o,s):ar(i,t,o,e,s)}
  </div>`}function rr(i,t,e,s){let{finishes_at:n,longer:r,therapy:o}=e,a=T(i,300*1e3);return l`<div class="row" role="group" aria-label=${$(i,"therapy",o)}>
    ${t.read_only?p:n?jt(d(i,"pause"),"mdi:pause",s.pause):jt(d(i,"resume"),"mdi:play",s.resume)}
    ${jt(d(i,"stop"),"mdi:stop",s.stop)}
    ${r&&!t.read_only?l`<button type="button" @click=${()=>s.longer(300)}>+${a}</button>`:p}
  </div>`}function or(i,t,e){let{length:s,at_most:n,therapy:r}=t,o=nr.filter(a=>a*60!==s&&a*60<=(n??0));return l`${Fs(i,t,e)}
  ${o.map(a=>{let c=qs(i,r,a*js);return l`<button type="button" aria-label=${c} @click=${()=>e.start(r,{duration:a*60})}>
      ${T(i,a*js)}
    </button>`})}`}function ar(i,t,e,s,n){let{ended:r,next_step:o,read_only:a}=t,c=e?.refused,u=c&&Is.includes(o.state)?Me(i,c,s):Nt(i,t,s),f=c?l`<button
        type="button"
        class="text"
        @click=${()=>n.explain(Oe(i,c,s))}
      >
        ${u}
      </button>`:l`<p class="text">${u}</p>`;return a?f:r?l`${f}
      <button type="button" @click=${n.acknowledge}>${i.localize("ui.common.ok")}</button>`:l`${f} ${e?.length?Fs(i,e,n):p}`}function Fs(i,{therapy:t,length:e},s){let n=(e??0)*1e3,r=qs(i,t,n);return l`<button
    type="button"
    class="start"
    aria-label=${r}
    @click=${()=>s.start(t)}
  >
    <ha-icon icon=${tt[t]}></ha-icon>${T(i,n)}
  </button>`}function qs(i,t,e){let s=$(i,"therapy",t);return`${d(i,"start",{therapy:s})}, ${T(i,e)}`}function jt(i,t,e){return l`<button type="button" aria-label=${i} title=${i} @click=${e}>
    <ha-icon icon=${t}></ha-icon>
  </button>`}var js,nr,Is,Vs=m(()=>{"use strict";k();Ct();Dt();x();ce();ie();js=6e4,nr=[10,15,20,30],Is=["no_episode","use_ice","use_heat","stretch"]});var Ks={};st(Ks,{BackcareSession:()=>D});function Ws(i){if(!i)return"";let{session:t,ended:e,next_step:s}=i;return[t?.therapy,!!t?.finishes_at,e?.at,s.state].join()}var D,Gs=m(()=>{"use strict";k();le();Vs();fe();me();it();x();et();ie();D=class extends E{constructor(){super(...arguments);this._unreachable=!1;this._texts=new ne(this);this._settling=new G(this);this._busy=!1;this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>this._do("start_session",{therapy:e,...s},this._safetyWords(e)),pause:()=>this._do("pause_session"),resume:()=>this._do("resume_session"),stop:()=>{this._give((e,s)=>F(e,s,"stop_session"),"stop_session")},longer:e=>this._command("change_session",{by:e}),acknowledge:()=>this._command("acknowledge"),explain:de}}static getStubConfig(){return{type:"custom:backcare-session"}}setConfig(){}connectedCallback(){super.connectedCallback(),this._follow()}disconnectedCallback(){super.disconnectedCallback(),this._followed?.leave(),this._followed=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return s?.locale!==this.hass?.locale||s?.localize!==this.hass?.localize||s?.entities!==this.hass?.entities}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement,this._follow()}updated(){!this._hadFocus||this.shadowRoot?.activeElement||this.renderRoot.querySelector("button")?.focus()}render(){let{hass:e,_person:s}=this;return!e||!s||!this._texts.loaded?p:this._unreachable?l`<p class="text">${e.localize("state.default.unavailable")}</p>`:Us(e,s,Date.now()+this._ahead,this._commands)}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=se(this.hass,(e,s)=>{this._ahead=s,this._show(e),this._unreachable=!1},()=>{this._unreachable=!0}))}_show(e){let s=this._person;this._view=e,s&&Ws(s)!==Ws(this._person)&&this._settling.start()}get _person(){let{hass:e,context:s}=this;if(!e||!s?.entity_id)return;let n=he(e,s.entity_id),r=this._view?.persons.find(o=>o.config_entry_id===n);return r?.loaded?r:void 0}_safetyWords(e){let{hass:s,_person:n}=this;if(!(!s||e!=="ice"&&e!=="heat"))return w(s,`care_start_${e}${e==="heat"&&n?.pad?"_pad":""}`)}_do(e,s={},n){this._once((r,o)=>F(r,o,e,s),W(e),n)}_command(e,s={}){this._once((n,r)=>Qe(n,r,e,s),W(e))}_once(e,s,n){this._busy||this._settling.active||(this._busy=!0,this._give(e,s,n).finally(()=>{this._busy=!1}))}async _give(e,s,n){let{hass:r,_person:o}=this;if(!(!r||!o))try{await e(r,o),pe(r,o,s,n)}catch(a){de(j(r,a))}}};D.styles=C`
    :host {
      display: block;
      container-type: inline-size;
      min-block-size: 44px;
    }
    .row {
      display: flex;
      gap: 8px;
      block-size: 44px;
    }
    button {
      flex: 1 1 0;
      min-inline-size: 44px;
      padding: 0 4px;
      border: none;
      border-radius: var(--feature-border-radius, 12px);
      background: color-mix(in srgb, var(--feature-color, var(--primary-color)) 20%, transparent);
      color: var(--primary-text-color);
      font: inherit;
      font-size: var(--ha-font-size-s, 12px);
      line-height: 1.2;
      cursor: pointer;
    }
    button:focus-visible {
      outline: 2px solid var(--primary-text-color);
      outline-offset: 1px;
    }
    .start {
      display: flex;
      flex-grow: 2;
      align-items: center;
      justify-content: center;
      gap: 4px;
      font-weight: var(--ha-font-weight-medium, 500);
    }
    ha-icon {
      --mdc-icon-size: 20px;
    }
    .text {
      flex: 3 1 0;
      align-self: center;
      max-block-size: 44px;
      margin: 0;
      overflow: hidden;
      font-size: var(--ha-font-size-s, 12px);
      line-height: 1.2;
      text-align: start;
    }
    button.text {
      align-self: stretch;
      padding: 0 12px;
    }
    @container (max-inline-size: 230px) {
      button:nth-of-type(n + 4) {
        display: none;
      }
    }
  `,h([y({attribute:!1})],D.prototype,"hass",2),h([y({attribute:!1})],D.prototype,"context",2),h([_()],D.prototype,"_view",2),h([_()],D.prototype,"_unreachable",2),D=h([N("backcare-session")],D)});var Bs={};st(Bs,{dashboard:()=>Js});function cr(i){return new Promise(t=>{let e=n=>{s.leave(),t(n)},s=se(i,n=>e(n.persons),()=>e([]))})}async function dr(i){let t=Object.values(i.entities).filter(n=>n.platform==="backcare"&&n.translation_key===Xs).map(n=>n.entity_id);if(!t.length)return[];let e=new Date(Date.now()-Ys*lr).toISOString(),s={statistic_ids:t,start_time:e,period:"day",types:["max"]};try{return Object.keys(await i.callWS({type:"recorder/statistics_during_period",...s}))}catch{return[]}}function Js(i,t,e){let s=t.filter(n=>n.loaded||!n.private);return s.sort((n,r)=>Number(r.mine)-Number(n.mine)),s.length?{views:s.map(n=>pr(i,n,e))}:{views:[Qs("BackCare",[{type:Zs}])]}}function pr(i,{config_entry_id:t,name:e},s){let n=Re(i,t),r=n["timer.session"],o=n[`sensor.${Xs}`],a=n["calendar.therapy"],c=[];if(r){let u=[{type:"custom:backcare-session"}];c.push({type:"tile",entity:r,features:u,grid_options:{columns:"full"}})}if(o&&s.includes(o)){let u={entities:[o],days_to_show:Ys,period:"day",stat_types:["max"]};c.push({type:"statistics-graph",...u})}return a&&c.push({type:"calendar",initial_view:"listWeek",entities:[a]}),{...Qs(e,[{type:Zs,person:t}],c),path:t}}function Qs(i,...t){return{type:"sections",title:i,max_columns:2,sections:t.filter(e=>e.length).map(e=>({type:"grid",cards:e}))}}var Ys,lr,Xs,Zs,It,en=m(()=>{"use strict";fe();me();x();Ys=28,lr=864e5,Xs="pain_level",Zs="custom:backcare-card",It=class extends HTMLElement{static{this.registryDependencies=["entities","devices","config"]}static async getCreateSuggestions(t){return await Y(t),{title:d(t,"dashboard"),icon:"mdi:human"}}static async generate(t,e){return Js(e,await cr(e),await dr(e))}};customElements.define("ll-strategy-dashboard-backcare",It)});me();x();var Ut="BackCare",tn="https://github.com/backcare/backcare/blob/main/docs/dashboards.md";function sn(i,t){let e=document.querySelector("home-assistant")?.hass;return e?(Y(e).catch(()=>{}),d(e,i)||t):t}var ue=window;ue.customCards??=[];ue.customCards.push({type:"backcare-card",name:Ut,get description(){return sn("about_card","What is right for the back now: sessions, the plan, the diary.")},preview:!0,documentationURL:tn,getEntitySuggestion(i,t){if(i.entities[t]?.platform!=="backcare")return null;let e=he(i,t);return{config:{type:"custom:backcare-card",...e?{person:e}:{}}}}});ue.customStrategies??=[];ue.customStrategies.push({type:"backcare",strategyType:"dashboard",name:Ut,get description(){return sn("about_dashboard","A view for each person: card, tile, pain and calendar.")},documentationURL:tn});ue.customCardFeatures??=[];ue.customCardFeatures.push({type:"backcare-session",name:Ut,isSupported:(i,{entity_id:t})=>t?.startsWith("timer.")&&i.entities[t]?.platform==="backcare"});customElements.whenDefined("home-assistant").then(()=>Promise.all([Promise.resolve().then(()=>(Ls(),Ds)),Promise.resolve().then(()=>(Gs(),Ks)),Promise.resolve().then(()=>(en(),Bs))]));
