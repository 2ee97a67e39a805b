/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var Ut=Object.defineProperty;var nn=Object.getOwnPropertyDescriptor;var m=(i,t,e)=>()=>{if(e)throw e[0];try{return i&&(t=i(i=0)),t}catch(s){throw e=[s],s}};var it=(i,t)=>{for(var e in t)Ut(i,e,{get:t[e],enumerable:!0})};var h=(i,t,e,s)=>{for(var n=s>1?void 0:s?nn(t,e):t,r=i.length-1,o;r>=0;r--)(o=i[r])&&(n=(s?o(t,e,n):o(n))||n);return s&&n&&Ut(t,e,n),n};function he(i,t){let e=i.entities[t];if(e?.platform!=="backcare")return;let s=e.device_id?i.devices[e.device_id]:void 0;return s?.config_entry_id??s?.primary_config_entry??s?.config_entries?.[0]}function Ce(i,t){let e={};for(let{entity_id:s,translation_key:n}of Object.values(i.entities))he(i,s)===t&&(e[`${s.split(".")[0]}.${n}`]=s);return e}var me=m(()=>{"use strict"});function se({connection:i},t,e,s=""){let n=Ft.get(i);return n||(n=new nt(i),Ft.set(i,n)),n.add({shows:s,update:t,unreachable:e})}function st(i){i?.().catch(()=>{})}var Ft,nt,fe=m(()=>{"use strict";Ft=new WeakMap;nt=class{constructor(t){this.connection=t;this.followers=new Set;this.away=!1;this.histories={};this.historyOf=new Set;this.attempt=0;this.lost=()=>{window.clearTimeout(this.gone),this.gone=window.setTimeout(()=>this.unreachable(),3e3)};this.renew=()=>{this.undo=void 0,this.subscribe()}}add(t){return this.followers.add(t),this.followers.size===1?this.open():queueMicrotask(()=>this.catchUp(t)),this.askForMore(),{show:e=>{t.shows=e,this.askForMore()},leave:()=>{this.followers.delete(t)&&!this.followers.size&&this.close()}}}catchUp(t){this.followers.has(t)&&(this.away?t.unreachable():this.latest&&t.update(this.latest.view,this.latest.ahead))}open(){this.connection.addEventListener("ready",this.renew),this.connection.addEventListener("disconnected",this.lost),this.subscribe()}close(){this.attempt+=1,window.clearTimeout(this.again),window.clearTimeout(this.gone),this.connection.removeEventListener("ready",this.renew),this.connection.removeEventListener("disconnected",this.lost),st(this.undo),this.undo=this.latest=void 0,this.historyOf.clear()}unreachable(){this.away=!0;for(let t of[...this.followers])t.unreachable()}askForMore(){this.shown().every(t=>this.historyOf.has(t))||queueMicrotask(()=>{this.shown().some(t=>!this.historyOf.has(t))&&this.subscribe()})}shown(){return[...this.followers].flatMap(({shows:t})=>t?[t]:[])}async subscribe(){window.clearTimeout(this.again),window.clearTimeout(this.gone),this.attempt+=1;let t=this.attempt,e=this.undo;this.undo=void 0,this.historyOf=new Set(this.shown());let s={type:"backcare/subscribe",history_of:[...this.historyOf]};try{let n=await this.connection.subscribeMessage(r=>{t===this.attempt&&this.take(r)},s,{resubscribe:!1});t===this.attempt?this.undo=n:st(n)}catch{t===this.attempt&&(this.unreachable(),this.again=window.setTimeout(()=>{this.subscribe()},2e3))}st(e)}take(t){this.away=!1;let e="changed"in t?this.changed(t):t;this.histories={...this.histories,...e.histories};let s=Date.parse(e.now)-Date.now();this.latest={view:{...e,histories:this.histories},ahead:s};for(let n of[...this.followers])n.update(this.latest.view,s)}changed({changed:t,histories:e,...s}){let n=this.latest?.view,r=t.map(l=>{if("loaded"in l)return l;let c=({config_entry_id:u})=>u===l.config_entry_id;return{...n.persons.find(c),...l}}),o=Object.entries(e).map(([l,{kept:c,entries:u}])=>[l,[...(this.histories[l]??[]).slice(0,c),...u]]);return{...n,...s,persons:r,histories:Object.fromEntries(o)}}}});function rt(i){return i.locale.time_zone==="server"?i.config.time_zone:void 0}function ge(i,t){let{time_format:e,language:s}=i.locale,n=rt(i);if(!t.hour)return new Intl.DateTimeFormat(s,{timeZone:n,...t});let r=e==="system"?void 0:s,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,c=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(s,{timeZone:n,...t,...c})}function M(i,t){return ge(i,{hour:"numeric",minute:"2-digit"}).format(t)}function qt(i,t){return ge(i,{hour:"numeric"}).format(t)}function Vt(i,t){return ge(i,{weekday:"short"}).format(t)}function S(i,t,e){let s=ge(i,{year:"numeric",month:"numeric",day:"numeric"});if(s.format(t)===s.format(e))return M(i,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return ge(i,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function R(i){return Math.ceil(i/6e4)*6e4}function Wt(i){let t=Math.ceil(Math.max(0,i)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function ot(i){return Math.ceil(Math.max(0,i)/6e4)}function q(i,t,e){return Math.min(1,Math.max(0,(i-t)/(e-t)))}function at(i,t){return i<=0?0:i/(i+t)}function V(i,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:rt(i),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),s=n=>e.find(r=>r.type===n)?.value??"";return`${s("year")}-${s("month")}-${s("day")} ${s("hour")}:${s("minute")}:00`}function Kt(i,t){return rt(i)?t:new Date(t.replace(" ","T")).toISOString()}var z=m(()=>{"use strict"});async function Y(i){await Promise.all(on.map(t=>i.loadBackendTranslation(t,"backcare")))}function d(i,t,e){return w(i,`card_${t}`,e)}function w(i,t,e){return i.localize(`${_e}.common.${t}`,e)}function Gt(i,t){return`${i.localize(`${_e}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function $(i,t,e){return i.localize(`${_e}.selector.${t}.options.${e}`)}function Re(i,t){return i.localize(`${_e}.entity.sensor.phase.state.${t}`)}function ze(i,t,e){let{reason:s,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=S(i,R(Date.parse(n)),e)),i.localize(`${_e}.exceptions.${s}.message`,o)}function Oe(i,t,e){if(t.allowed_from){let s=R(Date.parse(t.allowed_from));return d(i,"from",{time:S(i,s,e)})}return d(i,`refused_${t.reason}`)||d(i,"refused")}function j(i,t){let{translation_domain:e,translation_key:s,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${s}.message`;return(s?i.localize(o,n):"")||r||d(i,"unreachable")}var _e,on,ne,x=m(()=>{"use strict";fe();z();_e="component.backcare",on=["common","entity","exceptions","selector"];ne=class{constructor(t){this.host=t;this.loaded=!1;this.language="";t.addController(this)}hostUpdate(){let{hass:t}=this.host;!t||this.language===t.language||(this.language=t.language,this.load(t))}async load(t){try{await Y(t),this.loaded=!0}catch{this.language="",await new Promise(e=>window.setTimeout(e,2e3))}this.host.requestUpdate()}}});var Me,Ne,lt,Yt,ve,Xt,C,Zt,ct,dt=m(()=>{Me=globalThis,Ne=Me.ShadowRoot&&(Me.ShadyCSS===void 0||Me.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,lt=Symbol(),Yt=new WeakMap,ve=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==lt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Ne&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=Yt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&Yt.set(e,t))}return t}toString(){return this.cssText}},Xt=i=>new ve(typeof i=="string"?i:i+"",void 0,lt),C=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new ve(e,i,lt)},Zt=(i,t)=>{if(Ne)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),n=Me.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=e.cssText,i.appendChild(s)}},ct=Ne?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Xt(e)})(i):i});var an,ln,cn,dn,pn,un,De,Jt,hn,mn,ye,be,Le,Qt,I,$e=m(()=>{dt();dt();({is:an,defineProperty:ln,getOwnPropertyDescriptor:cn,getOwnPropertyNames:dn,getOwnPropertySymbols:pn,getPrototypeOf:un}=Object),De=globalThis,Jt=De.trustedTypes,hn=Jt?Jt.emptyScript:"",mn=De.reactiveElementPolyfillSupport,ye=(i,t)=>i,be={toAttribute(i,t){switch(t){case Boolean:i=i?hn:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},Le=(i,t)=>!an(i,t),Qt={attribute:!0,type:String,converter:be,reflect:!1,useDefault:!1,hasChanged:Le};Symbol.metadata??=Symbol("metadata"),De.litPropertyMetadata??=new WeakMap;I=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Qt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(t,s,e);n!==void 0&&ln(this.prototype,t,n)}}static getPropertyDescriptor(t,e,s){let{get:n,set:r}=cn(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let l=n?.call(this);r?.call(this,o),this.requestUpdate(t,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Qt}static _$Ei(){if(this.hasOwnProperty(ye("elementProperties")))return;let t=un(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(ye("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ye("properties"))){let e=this.properties,s=[...dn(e),...pn(e)];for(let n of s)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,n]of e)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let n=this._$Eu(e,s);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let n of s)e.unshift(ct(n))}else t!==void 0&&e.push(ct(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Zt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:be).toAttribute(e,s.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let s=this.constructor,n=s._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:be;this._$Em=n;let l=o.fromAttribute(e,r.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(t,e,s,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??Le)(r,e)||s.useDefault&&s.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,l=this[n];o!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,r,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};I.elementStyles=[],I.shadowRootOptions={mode:"open"},I[ye("elementProperties")]=new Map,I[ye("finalized")]=new Map,mn?.({ReactiveElement:I}),(De.reactiveElementVersions??=[]).push("2.1.2")});function li(i,t){if(!ft(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ei!==void 0?ei.createHTML(t):t}function B(i,t,e=i,s){if(t===Q)return t;let n=s!==void 0?e._$Co?.[s]:e._$Cl,r=ke(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=n:e._$Cl=n),n!==void 0&&(t=B(i,n._$AS(i,t.values),n,s)),t}var ut,Bt,je,ei,ht,U,mt,fn,J,xe,ke,ft,oi,pt,we,ti,ii,X,si,ni,ai,gt,a,Ee,$r,Q,p,ri,Z,ci,Ae,Ie,re,ee,Ue,Fe,qe,Ve,di,gn,pi,oe=m(()=>{ut=globalThis,Bt=i=>i,je=ut.trustedTypes,ei=je?je.createPolicy("lit-html",{createHTML:i=>i}):void 0,ht="$lit$",U=`lit$${Math.random().toFixed(9).slice(2)}$`,mt="?"+U,fn=`<${mt}>`,J=document,xe=()=>J.createComment(""),ke=i=>i===null||typeof i!="object"&&typeof i!="function",ft=Array.isArray,oi=i=>ft(i)||typeof i?.[Symbol.iterator]=="function",pt=`[ 	
\f\r]`,we=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ti=/-->/g,ii=/>/g,X=RegExp(`>|${pt}(?:([^\\s"'>=/]+)(${pt}*=${pt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),si=/'/g,ni=/"/g,ai=/^(?:script|style|textarea|title)$/i,gt=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),a=gt(1),Ee=gt(2),$r=gt(3),Q=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),ri=new WeakMap,Z=J.createTreeWalker(J,129);ci=(i,t)=>{let e=i.length-1,s=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=we;for(let l=0;l<e;l++){let c=i[l],u,f,g=-1,A=0;for(;A<c.length&&(o.lastIndex=A,f=o.exec(c),f!==null);)A=o.lastIndex,o===we?f[1]==="!--"?o=ti:f[1]!==void 0?o=ii:f[2]!==void 0?(ai.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=X):f[3]!==void 0&&(o=X):o===X?f[0]===">"?(o=n??we,g=-1):f[1]===void 0?g=-2:(g=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?X:f[3]==='"'?ni:si):o===ni||o===si?o=X:o===ti||o===ii?o=we:(o=X,n=void 0);let v=o===X&&i[l+1].startsWith("/>")?" ":"";r+=o===we?c+fn:g>=0?(s.push(u),c.slice(0,g)+ht+c.slice(g)+U+v):c+U+(g===-2?l:v)}return[li(i,r+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},Ae=class i{constructor({strings:t,_$litType$:e},s){let n;this.parts=[];let r=0,o=0,l=t.length-1,c=this.parts,[u,f]=ci(t,e);if(this.el=i.createElement(u,s),Z.currentNode=this.el.content,e===2||e===3){let g=this.el.content.firstChild;g.replaceWith(...g.childNodes)}for(;(n=Z.nextNode())!==null&&c.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let g of n.getAttributeNames())if(g.endsWith(ht)){let A=f[o++],v=n.getAttribute(g).split(U),L=/([.?@])?(.*)/.exec(A);c.push({type:1,index:r,name:L[2],strings:v,ctor:L[1]==="."?Ue:L[1]==="?"?Fe:L[1]==="@"?qe:ee}),n.removeAttribute(g)}else g.startsWith(U)&&(c.push({type:6,index:r}),n.removeAttribute(g));if(ai.test(n.tagName)){let g=n.textContent.split(U),A=g.length-1;if(A>0){n.textContent=je?je.emptyScript:"";for(let v=0;v<A;v++)n.append(g[v],xe()),Z.nextNode(),c.push({type:2,index:++r});n.append(g[A],xe())}}}else if(n.nodeType===8)if(n.data===mt)c.push({type:2,index:r});else{let g=-1;for(;(g=n.data.indexOf(U,g+1))!==-1;)c.push({type:7,index:r}),g+=U.length-1}r++}}static createElement(t,e){let s=J.createElement("template");return s.innerHTML=t,s}};Ie=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,n=(t?.creationScope??J).importNode(e,!0);Z.currentNode=n;let r=Z.nextNode(),o=0,l=0,c=s[0];for(;c!==void 0;){if(o===c.index){let u;c.type===2?u=new re(r,r.nextSibling,this,t):c.type===1?u=new c.ctor(r,c.name,c.strings,this,t):c.type===6&&(u=new Ve(r,this,t)),this._$AV.push(u),c=s[++l]}o!==c?.index&&(r=Z.nextNode(),o++)}return Z.currentNode=J,n}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},re=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=B(this,t,e),ke(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Q&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):oi(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&ke(this._$AH)?this._$AA.nextSibling.data=t:this.T(J.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,n=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=Ae.createElement(li(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Ie(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=ri.get(t.strings);return e===void 0&&ri.set(t.strings,e=new Ae(t)),e}k(t){ft(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,n=0;for(let r of t)n===e.length?e.push(s=new i(this.O(xe()),this.O(xe()),this,this.options)):s=e[n],s._$AI(r),n++;n<e.length&&(this._$AR(s&&s._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Bt(t).nextSibling;Bt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},ee=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,e=this,s,n){let r=this.strings,o=!1;if(r===void 0)t=B(this,t,e,0),o=!ke(t)||t!==this._$AH&&t!==Q,o&&(this._$AH=t);else{let l=t,c,u;for(t=r[0],c=0;c<r.length-1;c++)u=B(this,l[s+c],e,c),u===Q&&(u=this._$AH[c]),o||=!ke(u)||u!==this._$AH[c],u===p?t=p:t!==p&&(t+=(u??"")+r[c+1]),this._$AH[c]=u}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Ue=class extends ee{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Fe=class extends ee{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},qe=class extends ee{constructor(t,e,s,n,r){super(t,e,s,n,r),this.type=5}_$AI(t,e=this){if((t=B(this,t,e,0)??p)===Q)return;let s=this._$AH,n=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==p&&(s===p||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Ve=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){B(this,t)}},di={M:ht,P:U,A:mt,C:1,L:ci,R:Ie,D:oi,V:B,I:re,H:ee,N:Fe,U:qe,B:Ue,F:Ve},gn=ut.litHtmlPolyfillSupport;gn?.(Ae,re),(ut.litHtmlVersions??=[]).push("3.3.3");pi=(i,t,e)=>{let s=e?.renderBefore??t,n=s._$litPart$;if(n===void 0){let r=e?.renderBefore??null;s._$litPart$=n=new re(t.insertBefore(xe(),r),r,void 0,e??{})}return n._$AI(i),n}});var _t,E,_n,ui=m(()=>{$e();$e();oe();oe();_t=globalThis,E=class extends I{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=pi(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Q}};E._$litElement$=!0,E.finalized=!0,_t.litElementHydrateSupport?.({LitElement:E});_n=_t.litElementPolyfillSupport;_n?.({LitElement:E});(_t.litElementVersions??=[]).push("4.2.2")});var hi=m(()=>{});var k=m(()=>{$e();oe();ui();hi()});var N,mi=m(()=>{N=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)}});function y(i){return(t,e)=>typeof e=="object"?yn(i,t,e):((s,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,s),o?Object.getOwnPropertyDescriptor(n,r):void 0})(i,t,e)}var vn,yn,vt=m(()=>{$e();vn={attribute:!0,type:String,converter:be,reflect:!1,hasChanged:Le},yn=(i=vn,t,e)=>{let{kind:s,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),r.set(e.name,i),s==="accessor"){let{name:o}=e;return{set(l){let c=t.get.call(this);t.set.call(this,l),this.requestUpdate(o,c,i,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,i,l),l}}}if(s==="setter"){let{name:o}=e;return function(l){let c=this[o];t.call(this,l),this.requestUpdate(o,c,i,!0,l)}}throw Error("Unsupported decorator location: "+s)}});function _(i){return y({...i,state:!0,attribute:!1})}var fi=m(()=>{vt();});var gi=m(()=>{});var te,ae=m(()=>{te=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e)});function yt(i,t){return(e,s,n)=>{let r=o=>o.renderRoot?.querySelector(i)??null;if(t){let{get:o,set:l}=typeof s=="object"?e:n??(()=>{let c=Symbol();return{get(){return this[c]},set(u){this[c]=u}}})();return te(e,s,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&l.call(this,c)),c}})}return te(e,s,{get(){return r(this)}})}}var _i=m(()=>{ae();});var vi=m(()=>{ae();});var yi=m(()=>{ae();});var bi=m(()=>{ae();});var $i=m(()=>{ae();});var le=m(()=>{mi();vt();fi();gi();_i();vi();yi();bi();$i()});var wi,We,xi=m(()=>{wi=i=>(...t)=>({_$litDirective$:i,values:t}),We=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var co,bn,ki,Ai=m(()=>{oe();({I:co}=di),bn={},ki=(i,t=bn)=>i._$AH=t});var Ei,Ti=m(()=>{oe();xi();Ai();Ei=wi(class extends We{constructor(){super(...arguments),this.key=p}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(ki(i),this.key=t),e}})});var Pi=m(()=>{Ti()});function Hi(i,t,e,s){let n=t.doctor?$n(i,t,t.doctor,e,s):p,r=$t(i,e.persons,t);return t.doctor==="emergency"?a`${n}${r}`:a`${r}${n}`}function bt(i,t){let e=t?.pad&&t.session?.therapy==="heat",s=d(i,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${s}</ha-alert>`}function $n(i,t,e,{emergency_number:s},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${r?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${d(i,`doctor_${e}`)}</strong>
      ${t.red_flags.map(l=>$(i,"red_flag",l)).join(" · ")}
    </div>
    ${r&&s?a`<a class="call" href="tel:${s}">
            <ha-icon icon="mdi:phone"></ha-icon>${d(i,"call",{number:s})}
          </a>`:p}
    ${r&&!t.private?a`<button type="button" @click=${()=>n("report")}>
            ${d(i,"menu_report")}
          </button>`:p}
    ${o?a`<button type="button" @click=${()=>n("clear")}>
            ${d(i,"menu_clear")}
          </button>`:p}
  </div>`}function $t(i,t,e){let s=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(s.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>a`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${d(i,"pad_fault",{name:r})}</strong></div>
    </div>`)}var Si=m(()=>{"use strict";k();x()});function Ri(i){let t=Math.random(),e=!1;return Ci.then(()=>{e||history.state?.dialog||(Te.set(t,i),history.pushState({...history.state,[Ke]:t},""))}),()=>{e=!0,Te.delete(t),history.state?.[Ke]===t&&zi()}}function zi(){Ci=new Promise(i=>{window.addEventListener("popstate",i,{once:!0}),window.setTimeout(i,1e3)}),history.back()}function Oi(){let i=history.state?.[Ke];i!==void 0&&!Te.has(i)&&zi()}var Ke,Te,Ci,Mi=m(()=>{"use strict";Ke="backcareDialog",Te=new Map,Ci=Promise.resolve();window.addEventListener("popstate",()=>{let i=history.state?.[Ke];for(let[t,e]of Te)t!==i&&(Te.delete(t),e());Oi()});Oi()});function Ni(i,t,e,s){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=xn(i,t,e,s).filter(u=>u.to>n&&u.from<r),l=o.filter(u=>u.kind!=="rest"),c=["ice","heat"].filter(u=>t.today[u]>=60).map(u=>`${$(i,"therapy",u)} ${T(i,t.today[u]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${d(i,"today")}</span>
      <span class="aside">${c.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${l.map(u=>u.title).join(", ")||d(i,"nothing_today")}
    >
      ${o.map(u=>wn(u,n,r))}
      <span class="now" style="inset-inline-start: ${q(s,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(u=>a`<span>${qt(i,n+u/4*(r-n))}</span>`)}
    </div>
    ${l.length?p:a`<p class="aside">${d(i,"nothing_today")}</p>`}
  </section>`}function T(i,t,e="short"){let s={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(i.locale.language,s).format(Math.floor(t/6e4))}function wn({from:i,to:t,kind:e,title:s},n,r){let o=q(i,n,r)*100,l=q(t,n,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${l}%"
    title=${s}
  ></span>`}function xn(i,t,e,s){let n=[],r=(c,u)=>{let f=u+(t.rests[c]??0)*1e3;if(f>u){let g=d(i,"rest_until",{time:M(i,f)});n.push({from:u,to:f,kind:"rest",title:g})}},o=(c,u,f)=>{let g=`${$(i,"therapy",c)} ${M(i,u)}–${M(i,f)}`;n.push({from:u,to:f,kind:c,title:g})};for(let c of e)c.kind==="exposure"&&r(c.therapy,Date.parse(c.ended));for(let c of e)c.kind==="session"&&o(c.therapy,Date.parse(c.at),Date.parse(c.ended));let l=t.session;return l&&o(l.therapy,Date.parse(l.started),s),n}var ce=m(()=>{"use strict";k();x();z()});function kn(i){return i.kind==="spasm"||i.kind==="pain"}function An(i,t){switch(t.kind){case"pain":return wt(d(i,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:s,duration:n,eased_by:r}=t;return wt(e===null?d(i,"entry_spasm"):d(i,"entry_spasm_rated",{value:e}),n===null?null:Pe(i,n),s,r&&w(i,"report_entry_eased",{what:r}))}case"session":case"exposure":return wt($(i,"therapy",t.therapy),T(i,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(s=>$(i,"red_flag",s)).join(" · ");return t.kind==="flags_reported"?d(i,"entry_flags_reported",{flags:e}):d(i,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(i,"entry_flags_denied");case"episode":return d(i,"entry_episode")}}function Pe(i,t){if(t>=60)return T(i,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(i.locale.language,e).format(t)}function wt(...i){return i.filter(Boolean).join(" · ")}function Li(i,t,{entries:e,more:s},n,r,o){let l=e.filter(c=>c.kind!=="exposure").reverse();return!l.length&&!s?a`<p>${d(i,"entries_none")}</p>`:a`<ul class="entries">
      ${l.map(c=>En(i,t,c,n,r,o))}
    </ul>
    ${s?a`<button type="button" class="chip" @click=${o.older}>
            ${d(i,"entries_older")}
          </button>`:p}`}function En(i,t,e,s,n,r){let o=An(i,e),l=S(i,Date.parse(e.at),n),c=`${o}, ${l}`;return a`<li>
    <span class="what">${o}<small>${l}</small></span>
    ${t.read_only||!kn(e)?p:a`<button
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
            ${s===e.id?Tn(i,e,r):p}`}
  </li>`}function Tn(i,t,e){return a`<p class="sure" role="alert">
    ${d(i,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${i.localize("ui.common.delete")}
    </button>
  </p>`}var Di,ji=m(()=>{"use strict";k();x();z();ce();Di=20});async function Ge(i){for(let t=0;t<120&&!i.activeElement;t+=1)i.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var xt=m(()=>{"use strict"});async function Ye(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let i=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([Pn().catch(()=>{}),i])}async function Pn(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var kt=m(()=>{"use strict"});function Ii(i,t){return{at:t,text:V(i,t)}}function Ui(i,{at:t,text:e},s,n,r){let o=s===e;return r!==null&&s===V(i,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:Kt(i,s)}var Fi=m(()=>{"use strict";z()});function qi(i,t){let e=!i.read_only,s=e&&i.onset!==null,n=i.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!i.private],["episode","mdi:calendar-plus",e&&i.phase!=="ice"],["onset","mdi:calendar-edit",s],["recovered","mdi:human-handsup",s&&i.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&i.phase==="recovery"],["end_episode","mdi:calendar-check",s],["clear","mdi:clipboard-check-outline",e&&i.red_flags.length>0],["report","mdi:file-document-outline",!i.private]].filter(([,,o])=>o).map(([o,l])=>[o,l])}var Vi=m(()=>{"use strict"});function Wi(i,t,e,s){let n=Array.from({length:11-i},(r,o)=>o+i);return a`<fieldset class="scale">
    <legend>${t}</legend>
    <div style="grid-template-columns: repeat(${6-i}, minmax(0, 1fr))">
      ${n.map(r=>a`<label class=${r===e?"chosen":""}>
          <input
            type="radio"
            name="level"
            .checked=${r===e}
            @change=${()=>s(r)}
          />
          <span>${r}</span>
        </label>`)}
    </div>
  </fieldset>`}function At(i,t,e,s){return a`<fieldset>
    <legend>${t}</legend>
    <div class="known">
      ${i.map(n=>a`<button
          type="button"
          class="chip"
          aria-pressed=${n===e}
          @click=${()=>s(n===e?"":n)}
        >
          ${n}
        </button>`)}
    </div>
  </fieldset>`}function Et(i,t,e,s){return a`${At(i,t,e,s)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:n})=>s(n.value)}
    />`}function Xe(i,t,e){return a`${i.map(([s,n])=>a`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(s)}
        @change=${({target:r})=>{let o=[...t].filter(l=>l!==s);e(new Set(r.checked?[...o,s]:o))}}
      />
      <span>${n}</span>
    </label>`)}`}var Ze,Tt=m(()=>{"use strict";k();Ze=C`
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
`});async function Gi(i,{config_entry_id:t}){let s={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${i.language}`,expires:Hn};return(await i.callWS(s)).path}async function Yi(i,t){let e=await fetch(await Gi(i,t)).catch(()=>{});if(!e?.ok)throw{};let s=Sn.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],s??"report.html",{type:"text/html"})}}function Xi(i){return!!navigator.canShare?.({files:[i]})}async function Zi(i,t,e){let{file:s}=e;if(!Xi(s))return Ki(i,t,s.name);try{await navigator.share({files:[s]})}catch(n){if(n.name==="AbortError")return;await Ki(i,t,s.name)}}async function Ki(i,t,e){let s=document.createElement("a");s.href=await Gi(i,t),s.download=e,document.body.append(s),s.click(),s.remove()}function Ji(i,t,e,s){let n=t&&Xi(t.file);return a`${typeof window.print=="function"&&!i.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(i,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${s}>
    ${n?d(i,"share"):i.localize("ui.common.save")}
  </ha-button>`}var Hn,Sn,Qi=m(()=>{"use strict";k();x();Hn=300,Sn=/filename="([^"]+)"/});var Bi,es,Pt=m(()=>{"use strict";k();Bi=C`
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
`,es=C`
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
`});async function F(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};await i.callService("backcare",e,n,void 0,!1)}async function Je(i,t,e,s={}){await i.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...s})}async function Qe(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};return(await i.callService("backcare",e,n,void 0,!1,!0)).response}var ie=m(()=>{"use strict"});function W(i,t={}){return i==="report_red_flags"&&!t.flags?.length?"answer_question":i==="mark_recovered"&&t.undo?"undo_recovered":Rn.has(i)?i:void 0}function pe(i,t,e,s){if(e===void 0)return;let n=()=>{Ht(i,t).catch(o=>de(j(i,o)))},r={text:i.localize("ui.common.undo"),action:n};de(s??d(i,`done_${e}`),r)}async function Ht(i,t){let{taken_back:e}=await Qe(i,t,"undo_last");de(w(i,`undone_${e}`))}function de(i,t){let e={id:"backcare",message:i,action:t,duration:Cn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var Cn,Rn,Be=m(()=>{"use strict";x();ie();Cn=1e4,Rn=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function ts(i,t,e){if(t==="now")return V(i,e);if(t==="morning")return`${is(i,e)} ${On}`;if(t==="evening")return`${is(i,e-zn)} ${Mn}`}function is(i,t){return V(i,t).slice(0,10)}function ss(i,{when:t,at:e,now:s,label:n},r){let o=["now","morning","evening","choose"].filter(l=>l!=="morning"||`${ts(i,l,s)}`<V(i,s));return a`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(l=>a`<button
          type="button"
          class="chip"
          aria-pressed=${l===t}
          @click=${()=>r(l,ts(i,l,s)??e)}
        >
          ${d(i,`when_${l}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${V(i,s).slice(0,16).replace(" ","T")}
            @change=${({target:l})=>{let{value:c}=l;c&&r("choose",`${c.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var zn,On,Mn,ns=m(()=>{"use strict";k();x();z();zn=864e5,On="07:00:00",Mn="20:00:00"});var rs,Nn,Dn,b,os=m(()=>{"use strict";k();le();Mi();ji();xt();kt();Fi();Vi();Tt();Qi();Pt();x();Be();ie();ns();rs=[30,60,300,900],Nn=["spasm","pain","flags"],Dn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],b=class extends E{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:s,_report:n}=this;this._error="",n&&this._load(()=>Zi(e,s,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=Ri(this._close),this._begin(this.kind),await Ye(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,s){this.kind=e,this._corrected=s;let n=s?.at??(e==="onset"?this.person.onset:null);this._asked=Ii(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(s?.kind==="spasm"?s.intensity:s?.level)??null,this._duration=s?.kind==="spasm"?s.duration:null,this._activity=s?.activity??"",this._eased=s?.kind==="spasm"&&s.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Ge(this.renderRoot)}async _load(e){try{await e()}catch(s){this._error=j(this.hass,s)}}async _loadReport(){this._report=await Yi(this.hass,this.person)}async _loadDiary(e){let s=e?.entries[0],n=await Qe(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:s?.at,limit:Di}),r=new Set(e?.entries.map(l=>l.id)),o=n.entries.filter(l=>!r.has(l.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`${Nn.includes(this.kind)?"dialog":"menu"}_${this.kind}`)}render(){return this._ready?a`<ha-dialog
      ?open=${this._open}
      .open=${this._open}
      header-title=${this._title}
      .headerTitle=${this._title}
      width=${this.kind==="report"?"large":"small"}
      @closed=${this._closed}
    >
      <div class="content" ?inert=${this._busy}>${this._content()}</div>
      ${this._error?a`<div class="error"><ha-alert alert-type="error">${this._error}</ha-alert></div>`:p}
      ${this.kind==="more"?p:this._footer()}
    </ha-dialog>`:p}_footer(){let{hass:e,kind:s}=this,n=s==="report"||s==="entries";return a`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${e.localize(n?"ui.common.close":"ui.common.cancel")}
      </ha-button>
      ${s==="clear"||s==="entries"?p:s==="report"?Ji(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${s==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${s}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:s}=this;switch(this.kind){case"spasm":return a`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${At(rs.map(n=>Pe(e,n)),d(e,"lasted"),this._duration===null?"":Pe(e,this._duration),n=>{let r=rs.find(o=>Pe(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${Et(s.eased,d(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return a`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${s.onset?a`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(n=>a`<fieldset>
            <legend>${d(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"menu_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,s){return Wi(e,s,this._level,n=>{this._level=n})}_named(e){let{activities:s}=this.person;return Et(s,d(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:s,_when:n,_at:r,_now:o}=this,l={when:n,at:r,now:o,label:d(s,`field_${e}`)};return ss(s,l,(c,u)=>{this._when=c,this._at=c==="now"&&this.kind!=="onset"?this._asked.text:u})}_ticks(e){let s=e.map(n=>[n,$(this.hass,"red_flag",n)]);return Xe(s,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,s=this.flags.emergency.some(o=>this._chosen.has(o)),n=Dn.filter(o=>!s||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${n.map(o=>a`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${()=>this._do(()=>this._act("clear_red_flags",r(o)))}
          >
            ${$(e,"clear_reason",o)}
          </button>`)}
      </div>`}_entries(){let{hass:e,person:s,_diary:n}=this;return n?Li(e,s,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:s,_now:n}=this;return a`<div class="menu">
      ${qi(s,n).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&s.last_act?a`<small>${d(e,`done_${s.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:s,person:n}=this;switch(e){case"undo":return void this._do(()=>Ht(s,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._time(this.person.onset),s=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:s,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:s,eased_by:this._eased.trim()||void 0,at:e}]}_time(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:Ui(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._time(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._time(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,s={}){await F(this.hass,this.person,e,s),pe(this.hass,this.person,W(e,s))}async _correct(e){await F(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await F(this.hass,this.person,"delete_entry",{entry_id:e.id})}async _do(e,s=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),s?this._begin("entries"):this._close()}catch(o){this._error=j(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():s&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[Ze,es],h([y({attribute:!1})],b.prototype,"hass",2),h([y({attribute:!1})],b.prototype,"person",2),h([y({attribute:!1})],b.prototype,"flags",2),h([y({attribute:!1})],b.prototype,"ahead",2),h([y()],b.prototype,"kind",2),h([_()],b.prototype,"_open",2),h([_()],b.prototype,"_busy",2),h([_()],b.prototype,"_error",2),h([_()],b.prototype,"_ready",2),h([_()],b.prototype,"_when",2),h([_()],b.prototype,"_at",2),h([_()],b.prototype,"_level",2),h([_()],b.prototype,"_duration",2),h([_()],b.prototype,"_activity",2),h([_()],b.prototype,"_eased",2),h([_()],b.prototype,"_chosen",2),h([_()],b.prototype,"_report",2),h([_()],b.prototype,"_diary",2),h([_()],b.prototype,"_deleting",2),b=h([N("backcare-dialog")],b)});var as,H,ls=m(()=>{"use strict";k();le();z();as=2*Math.PI*54,H=class extends E{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._calm=window.matchMedia("(prefers-reduced-motion: reduce)");this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._time)return;let e=Math.max(0,this._left());this._calm.matches||this._drawBar();let s=Wt(e);this._time.textContent!==s&&(this._time.textContent=s);let n=ot(e);(n<=1||n%5===0)&&(this._minutes=n),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(s=>s.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=ot(this._left()))}updated(){this._drawBar(),this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}_drawBar(){if(!this._bar)return;let e=Math.ceil(Math.max(0,this._left())/1e3)*1e3,s=1-Math.min(1,e/this.length);this._bar.style.strokeDashoffset=String(s*as)}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${Ee`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${as}></circle>`}
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
  `,h([y({attribute:!1})],H.prototype,"finishesAt",2),h([y({attribute:!1})],H.prototype,"remaining",2),h([y({attribute:!1})],H.prototype,"length",2),h([y({attribute:!1})],H.prototype,"ahead",2),h([y({attribute:!1})],H.prototype,"caption",2),h([y({attribute:!1})],H.prototype,"spoken",2),h([_()],H.prototype,"_minutes",2),h([yt(".left")],H.prototype,"_bar",2),h([yt(".time")],H.prototype,"_time",2),H=h([N("backcare-ring")],H)});var et,St=m(()=>{"use strict";et={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function ds(i,t,e,{ahead:s,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,l=$(i,"therapy",e.therapy),c=e.lapses_at?M(i,R(Date.parse(e.lapses_at))):"",u=o?d(i,"until",{time:M(i,R(o))}):d(i,"paused",{time:c}),f=!t.read_only,g=t.offers.filter(A=>A.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${l}>
    <h2>${l}</h2>
    <backcare-ring
      data-more="timer.session"
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${s}
      .caption=${u}
      .spoken=${A=>d(i,"left",{therapy:l,time:T(i,A*cs,"long")})}
    ></backcare-ring>
    ${o?jn(i,e):p}
    <div class="buttons">
      ${f?o?K(i,"pause","mdi:pause","filled",r.pause):K(i,"resume","mdi:play","accent",r.resume):p}
      ${K(i,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(300)}
              >+${T(i,300*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?ps(i,t):p}
    ${hs(i,t,g,n,r)}
  </section>`}function jn(i,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let s=w(i,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${s}</p>`}function ps(i,{pad:t}){if(!t)return p;let{entity_id:e,name:s,on:n,takes_back:r}=t;return a`<p class="aside" data-more=${e}>
    ${n?d(i,"pad_on",{name:s}):d(i,"pad_off",{name:s})}
    ${r?a`<strong>${w(i,"plug_takes_offs_back",r)}</strong>`:p}
  </p>`}function us(i,t,e,s){if(t.read_only)return p;if(t.phase==="none")return In(i,t,e,s);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return a`<section class="hero ${n?.therapy??""}">
    ${n?a`${Ct(i,t,n,"big",e,s)}${Un(i,n,s)}`:p}
    ${t.pad&&t.therapy==="heat"?ps(i,t):p}
    ${hs(i,t,r,e,s)}
  </section>`}function In(i,t,e,s){let n=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${n?Ct(i,t,n,n.length?"big":"tile",e,s):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${s.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${d(i,"menu_episode")}<small>${d(i,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function Un(i,{therapy:t,length:e,at_most:s,without_pad:n},r){let o=(s??0)/60,l=Ln.filter(c=>c<=o&&c*60!==e);return!l.length&&!n?p:a`<div class="ways" role="group" aria-label=${$(i,"therapy",t)}>
    ${l.map(c=>a`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:c*60})}
      >
        ${T(i,c*cs)}
      </button>`)}
    ${n?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(i,"without_pad")}
          </button>`:p}
  </div>`}function hs(i,t,e,s,n){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>Ct(i,t,r,"tile",s,n))}
  </div>`}function Ct(i,t,e,s,n,r){let{therapy:o,length:l,refused:c}=e,u=$(i,"therapy",o),f=s==="big"&&!c?d(i,"start",{therapy:u}):u,A=c?t.doctor==="emergency"?d(i,"refused"):Oe(i,c,n):T(i,(l??0)*1e3);return a`<button
    type="button"
    class="${s} ${o} ${c?"refused":""}"
    @click=${()=>c?r.explain(o,c):r.start(o)}
  >
    <ha-icon icon=${et[o]}></ha-icon>
    <span>${f}<small>${A}</small></span>
  </button>`}function K(i,t,e,s,n,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${s}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(i,t)}
  </ha-button>`}var cs,Ln,ms=m(()=>{"use strict";k();ls();St();x();z();ce();ie();cs=6e4,Ln=[5,10,15,20,30]});var G,tt=m(()=>{"use strict";G=class{constructor(t){this.host=t;this.active=!1;t.addController(this)}start(){window.clearTimeout(this.timer),this.set(!0),this.timer=window.setTimeout(()=>this.set(!1),700)}hostDisconnected(){window.clearTimeout(this.timer),this.set(!1)}set(t){this.active=t,this.host.toggleAttribute("settling",t),this.host.requestUpdate()}}});var O,fs=m(()=>{"use strict";k();le();xt();Tt();tt();x();O=class extends E{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._chosen=new Set;this._settling=new G(this)}render(){let{hass:e,_step:s}=this;return a`<section aria-label=${d(e,"question")}>
      ${s==="emergency"?a`<p class="advice">${d(e,"advice")}</p>`:p}
      ${s==="which"?this._which():this._asked(s)}
      ${this._unsure?a`<p class="unsure" role="status">${w(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:s,person:n}=this;return a`<p>${w(s,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling.active}>
        ${this._answer("yes",()=>e==="emergency"?this._report(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,s){return a`<button type="button" @click=${s}>
      ${w(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,s=[...this.flags.urgent,...this.flags.soon].filter(n=>n!=="urgent");return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${Xe(s.map(n=>[n,$(e,"red_flag",n)]),this._chosen,n=>{this._chosen=n})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._report(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${d(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._report([])}_go(e){this._step=e,this._unsure=!1,this._settling.start(),this.updateComplete.then(()=>Ge(this.renderRoot))}_report(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};O.styles=[Ze,C`
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
    `],h([y({attribute:!1})],O.prototype,"hass",2),h([y({attribute:!1})],O.prototype,"person",2),h([y({attribute:!1})],O.prototype,"flags",2),h([_()],O.prototype,"_step",2),h([_()],O.prototype,"_unsure",2),h([_()],O.prototype,"_chosen",2),O=h([N("backcare-question")],O)});function gs(i,t,e){return Ce(i,t)[e]??(e in i.entities?e:void 0)}function _s(i,t){let e,s=o=>{let l=t(o),c={bubbles:!0,composed:!0,detail:{entityId:l}};l&&i.dispatchEvent(new CustomEvent("hass-more-info",c))},n=o=>o.composedPath().flatMap(l=>l.dataset?.more??[])[0],r={pointerdown:o=>{let l=n(o);window.clearTimeout(e),l&&(e=window.setTimeout(()=>s(l),Fn))},contextmenu:o=>{n(o)&&o.preventDefault()}};for(let o of["pointerup","pointercancel","pointerleave"])r[o]=()=>window.clearTimeout(e);for(let[o,l]of Object.entries(r))i.addEventListener(o,l);return()=>{window.clearTimeout(e);for(let[o,l]of Object.entries(r))i.removeEventListener(o,l)}}var Fn,vs=m(()=>{"use strict";me();Fn=500});function Rt(i){return i.kind==="session"&&i.used>=qn?i:void 0}function ys({unread:i,offers:t,read_only:e,private:s}){if(e||s)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return i.find(o=>o!=="patch_or_drowsy"||!r)}function bs(i,t,e,s){return a`<section class="note" aria-label=${d(i,"question")} ?inert=${e}>
    <p>${w(i,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${s}>${i.localize("ui.common.ok")}</button>
  </section>`}function $s(i,t){if(i.read_only||i.private||i.session||i.phase==="none")return!1;let e=Date.parse(i.today.since),s=t.map(r=>Date.parse(Rt(r)?.ended??"")),n=Math.min(...s.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function ws(i,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(i,"pain_now")}
  </button>`}function xs(i,{told_otherwise:t,phase:e}){if(!t||e==="none")return p;let s=t.heat_after/3600,n=s?d(i,"told_heat",{hours:s}):d(i,"told_heat_first");return a`<p class="aside doctor">
    ${s===72?p:n}
    ${t.early_stretches?d(i,"told_stretches"):p}
  </p>`}var qn,zt=m(()=>{"use strict";k();x();qn=60});function ks(i,t,e,s){let n=Date.parse(t.today.until),r=n-Se*Ot,o=v=>q(Date.parse(v),r,n)*100,l=e.filter(v=>Date.parse(v.at)>=r),c=l.filter(v=>v.kind==="pain"),u=l.filter(v=>v.kind==="spasm"),f=c.map(v=>({x:o(v.at),y:44-v.level*4})),g=c.at(-1),A=d(i,"pain_told",{days:Se,levels:c.map(v=>v.level).join(", ")||"–",spasms:u.length});return a`<section class="pain">
    <h3 data-more="sensor.pain_level">
      <span>${d(i,"pain")}</span>
      <span class="aside">${Vn(i,t,s)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${A}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(v=>Ee`<line class="grid" x1="0" x2="100" y1=${44-v*4} y2=${44-v*4}></line>`)}
        ${u.map(v=>{let L=o(v.at),sn=3+(v.intensity??5)*.8;return Ee`<line class="spasm" x1=${L} x2=${L} y1="60" y2=${60-sn}></line>`})}
        <polyline points=${f.map(v=>`${v.x},${v.y}`).join(" ")}></polyline>
      </svg>
      ${g?a`<span
              class="dot"
              style="inset-inline-start: ${o(g.at)}%; inset-block-start: ${(44-g.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:Se},(v,L)=>a`<span>${Vt(i,r+(L+.5)*Ot)}</span>`)}
    </div>
    ${Wn(i,l,r)} ${Kn(i,t)}
  </section>`}function Vn(i,{pain:t,pain_at:e,today:s},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(s.since)?`, ${S(i,r,n)}`:"";return a`<b>${t}</b>/10${o}`}function Wn(i,t,e){let s=["ice","heat"].map(r=>{let o=Array.from({length:Se},()=>0);for(let c of t){if(Rt(c)?.therapy!==r)continue;let u=Math.floor((Date.parse(c.at)-e)/Ot);o[u]!==void 0&&(o[u]+=1)}let l=o.reduce((c,u)=>c+u,0);return{therapy:r,counts:o,total:l,name:$(i,"therapy",r)}}).filter(({total:r})=>r);if(!s.length)return p;let n=s.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${d(i,"sessions_had",{days:Se,sessions:n})}
  >
    ${s.map(({therapy:r,counts:o,name:l})=>a`<div class="days ${r}" title=${l}>
        ${o.map(c=>a`<span>${c?a`<i></i>${c}×`:p}</span>`)}
      </div>`)}
  </div>`}function Kn(i,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:s,count:n})=>`${s} (${n}×)`).join(", ");return a`<p class="avoid">${d(i,"avoid",{names:e})}</p>`}var Ot,Se,As=m(()=>{"use strict";k();zt();x();z();Ot=864e5,Se=7});function Es(i,t,e,s){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?Yn(i,t,r,e,s):Gn.includes(n.state)?p:a`<p class="step">${Mt(i,t,e)}${Ts(i,t)}</p>`}function Mt(i,{next_step:t},e){let s={};if(t.until){let n=R(Date.parse(t.until));s.time=t.state==="paused"?M(i,n):S(i,n,e)}return t.length!==null&&(s.duration=T(i,t.length*1e3,"long")),w(i,t.text,s)}function Yn(i,t,e,s,n){return a`<div class="ended ${e.therapy}" role="status">
    <p>${Xn(i,t,e,s)}${Ts(i,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${n}>${i.localize("ui.common.ok")}</button>`}
  </div>`}function Xn(i,t,e,s){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return w(i,"announce_interrupted");if(n!=="ice"&&n!=="heat")return w(i,`announce_ended_${n}`);let{next_step:l}=t,c=r&&!t.pad?.on,u=w(i,c?"care_end_pad":`care_end_${n}`);if(!l.until||l.therapy!==n)return u;let f=S(i,R(Date.parse(l.until)),s);return`${u} ${w(i,`care_next_${n}`,{time:f})}`}function Ts(i,{next_step:t}){return t.cut_off?a` <small>${Gt(i,t.cut_off)}</small>`:p}var Gn,Nt=m(()=>{"use strict";k();x();z();ce();Gn=["call_emergency","unplug_pad","see_doctor_today"]});function Hs(i,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let s=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,l={ice:q(e,s,o),heat:r?+(r>n):at(e-n,4*Ps),recovery:r?at(e-r,10*Ps):0},c=f=>S(i,f,e),u=r?d(i,"recovered_since",{time:c(r)}):e<n?d(i,"heat_from",{time:c(R(n))}):d(i,"heat_since",{time:c(n)});return a`<section class="timeline" aria-label=${d(i,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>Jn(i,f,l[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(i,"onset",{time:c(s)})}</span>
      <span>${u}</span>
    </div>
  </section>`}function Jn(i,t,e,s){let n=d(i,"now");return a`<li
    class="${t} ${s?"here":""}"
    style="flex-grow: ${Zn[t]}"
    aria-current=${s?"step":p}
  >
    <span class="label">${Re(i,t)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${s?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var Ps,Zn,Ss=m(()=>{"use strict";k();x();z();Ps=864e5,Zn={ice:50,heat:30,recovery:20}});function Cs(i,t,e){let s=n=>i.find(r=>r.config_entry_id===n);return t?s(t):s(e)??i.find(n=>n.mine)??i.find(n=>n.loaded&&!n.private)??i.find(n=>n.loaded)??i[0]}function Dt(i){try{return localStorage.getItem(zs(i))??""}catch{return""}}function Rs(i,t){try{localStorage.setItem(zs(i),t)}catch{}}function zs(i){return`backcare-person-${i.user?.id??""}`}var Os=m(()=>{"use strict"});var Ns={};it(Ns,{BackcareCard:()=>P});function Ms(i){if(!i?.loaded)return"";let{config_entry_id:t,phase:e,session:s,ended:n,doctor:r,unread:o,question:l}=i,c=[s?.therapy,s&&!!s.finishes_at],u=[n?.at,r,l,...o];return[t,e,...c,...u].join()}var Qn,Bn,er,tr,P,Ds=m(()=>{"use strict";k();le();Pi();Si();os();fe();ms();fs();kt();vs();zt();As();tt();Nt();Pt();x();Ss();ce();Be();ie();Os();Qn=6e4,Bn=2e4,er=["stop_session","report_red_flags"],tr=["heat_too_early","massage_too_early"];P=class extends E{constructor(){super(...arguments);this.preview=!1;this._config={type:"custom:backcare-card"};this._unreachable=!1;this._chosen="";this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._texts=new ne(this);this._settling=new G(this);this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>{this._loosen("start_session",{therapy:e,...s})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),explain:(e,s)=>this._explain(e,s)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,Rs(this.hass,this._chosen)}),this._showHistory()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await Y(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?d(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._showHistory()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),Ye(),this._clock=window.setInterval(()=>{this._minute+=1},Qn),this._openHeld=_s(this,e=>this._person?gs(this.hass,this._person.config_entry_id,e):void 0),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),this._openHeld?.(),this._forgetWhy(),this._followed?.leave(),this._followed=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return!s||s.locale!==this.hass.locale||s.localize!==this.hass.localize||s.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&this._follow()}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=se(this.hass,(e,s)=>{this._ahead=s,this._show(()=>{this._view=e}),this._unreachable=!1,this._showHistory()},()=>{this._unreachable=!0},this._config.person??Dt(this.hass)))}_show(e){let s=this._person;e();let n=this._person,r=s!==void 0&&Ms(s)!==Ms(n);(r||this._isWhyOutdated(n))&&this._forgetWhy(),r&&this._settling.start()}_showHistory(){let e=this._person;e?.loaded&&this._followed?.show(e.config_entry_id)}get _entries(){let e=this._person;return e&&!e.private&&this._view?.histories[e.config_entry_id]||[]}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?Dt(this.hass):"");return Cs(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts.loaded)return a`<ha-card></ha-card>`;let{hass:e,_view:s}=this;if(!s){let r=d(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?a`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?bt(e,n):p}
      ${this._rightNow(n,s)} ${this._asked(n,s)} ${this._behind(n)}
      ${this._footer(n)}
      ${this._dialog?a`<backcare-dialog
              .hass=${e}
              .person=${n}
              .flags=${s.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${()=>this._open("")}
            ></backcare-dialog>`:p}
    </ha-card>`:a`<ha-card
        >${this._header(n)} ${this._unreachable?bt(e):p}
        ${$t(e,s.persons)}
        <p class="message">
          ${n.private?d(e,"private"):d(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(s)}_rightNow(e,s){let{hass:n,_now:r,_ahead:o}=this,{session:l}=e;return a`${Hi(n,e,s,c=>this._open(c))}
    ${Es(n,e,r,()=>this._command("acknowledge"))}
    ${l?ds(n,e,l,{ahead:o,now:r},this._commands):us(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,s){let{hass:n}=this;if(e.question)return Ei(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${s.red_flags}
          @backcare-answered=${({detail:l})=>this._do("report_red_flags",{flags:l})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:ys(e);return r?bs(n,r,this._settling.active,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&$s(e,this._entries)?ws(n,()=>this._open("pain")):p}_behind(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_timeline?p:a`${Hs(s,e,r)}${xs(s,e)}`}
    ${e.private?a`<p class="message">${d(s,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:s}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(s,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_today?p:Ni(s,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:ks(s,e,this._entries,r)}`}_nobody(e){let{hass:s}=this;return e.persons.length?a`<ha-card><p class="message">${d(s,"not_found")}</p></ha-card>`:a`<ha-card>
      <div class="message">
        <p>${d(s,"nobody")}</p>
        ${s.user?.is_admin?a`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${d(s,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:s}=this,n=this._view?.persons??[],r=!this._config.person&&n.length>1;return a`<header role="none">
      ${r?a`<select aria-label=${d(s,"choose_person")} @change=${this._choose}>
              ${n.map(o=>a`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:a`<h2>${e.name}</h2>`}
      ${e.loaded?a`<span class="phase" data-more="sensor.phase">${Re(s,e.phase)}</span>`:p}
    </header>`}_footer(e){let{hass:s}=this,n=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return a`<footer role="none">
      ${n?a`${K(s,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${K(s,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${K(s,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:K(s,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,s={}){return!this._settling.active&&await this._do(e,s)}async _do(e,s={}){return this._give((n,r)=>F(n,r,e,s),W(e,s),er.includes(e))}_command(e,s={}){this._give((n,r)=>Je(n,r,e,s),W(e))}async _give(e,s,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),pe(r,o,s),!0}catch(l){return this._say(j(this.hass,l)),!1}finally{this._busy=!1}}_explain(e,s){this._say(ze(this.hass,s,this._now)),this._whyOf=e,this._whyEarly=tr.includes(s.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),Bn)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_isWhyOutdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(s=>s.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};P.styles=Bi,h([y({attribute:!1})],P.prototype,"hass",2),h([y({attribute:!1})],P.prototype,"preview",2),h([_()],P.prototype,"_config",2),h([_()],P.prototype,"_view",2),h([_()],P.prototype,"_unreachable",2),h([_()],P.prototype,"_chosen",2),h([_()],P.prototype,"_dialog",2),h([_()],P.prototype,"_why",2),h([_()],P.prototype,"_minute",2),P=h([N("backcare-card")],P)});function Is(i,t,e,s){let{session:n}=t;if(n)return sr(i,t,n,s);let r=t.therapy??"ice",o=t.offers.find(c=>c.therapy===r),l=js.includes(t.next_step.state)&&!t.ended&&!o?.rests_until;return a`<div class="row" role="group" aria-label=${$(i,"therapy",r)}>
    ${l&&o?.length&&!t.read_only?nr(i,o,s):rr(i,t,o,e,s)}
  </div>`}function sr(i,t,e,s){let{finishes_at:n,longer:r,therapy:o}=e,l=T(i,300*1e3);return a`<div class="row" role="group" aria-label=${$(i,"therapy",o)}>
    ${t.read_only?p:n?Lt(d(i,"pause"),"mdi:pause",s.pause):Lt(d(i,"resume"),"mdi:play",s.resume)}
    ${Lt(d(i,"stop"),"mdi:stop",s.stop)}
    ${r&&!t.read_only?a`<button type="button" @click=${()=>s.longer(300)}>+${l}</button>`:p}
  </div>`}function nr(i,t,e){let{length:s,at_most:n,therapy:r}=t,o=ir.filter(l=>l*60!==s&&l*60<=(n??0));return a`${Us(i,t,e)}
  ${o.map(l=>{let c=Fs(i,r,l*Ls);return a`<button type="button" aria-label=${c} @click=${()=>e.start(r,{duration:l*60})}>
      ${T(i,l*Ls)}
    </button>`})}`}function rr(i,t,e,s,n){let{ended:r,next_step:o,read_only:l}=t,c=e?.refused,u=c&&js.includes(o.state)?Oe(i,c,s):Mt(i,t,s),f=c?a`<button
        type="button"
        class="text"
        @click=${()=>n.explain(ze(i,c,s))}
      >
        ${u}
      </button>`:a`<p class="text">${u}</p>`;return l?f:r?a`${f}
      <button type="button" @click=${n.acknowledge}>${i.localize("ui.common.ok")}</button>`:a`${f} ${e?.length?Us(i,e,n):p}`}function Us(i,{therapy:t,length:e},s){let n=(e??0)*1e3,r=Fs(i,t,n);return a`<button
    type="button"
    class="start"
    aria-label=${r}
    @click=${()=>s.start(t)}
  >
    <ha-icon icon=${et[t]}></ha-icon>${T(i,n)}
  </button>`}function Fs(i,t,e){let s=$(i,"therapy",t);return`${d(i,"start",{therapy:s})}, ${T(i,e)}`}function Lt(i,t,e){return a`<button type="button" aria-label=${i} title=${i} @click=${e}>
    <ha-icon icon=${t}></ha-icon>
  </button>`}var Ls,ir,js,qs=m(()=>{"use strict";k();St();Nt();x();ce();ie();Ls=6e4,ir=[10,15,20,30],js=["no_episode","use_ice","use_heat","stretch"]});var Ws={};it(Ws,{BackcareSession:()=>D});function Vs(i){if(!i)return"";let{session:t,ended:e,next_step:s}=i;return[t?.therapy,!!t?.finishes_at,e?.at,s.state].join()}var D,Ks=m(()=>{"use strict";k();le();qs();fe();me();tt();x();Be();ie();D=class extends E{constructor(){super(...arguments);this._unreachable=!1;this._texts=new ne(this);this._settling=new G(this);this._busy=!1;this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>this._do("start_session",{therapy:e,...s},this._safetyWords(e)),pause:()=>this._do("pause_session"),resume:()=>this._do("resume_session"),stop:()=>{this._give((e,s)=>F(e,s,"stop_session"),"stop_session")},longer:e=>this._command("change_session",{by:e}),acknowledge:()=>this._command("acknowledge"),explain:de}}static getStubConfig(){return{type:"custom:backcare-session"}}setConfig(){}connectedCallback(){super.connectedCallback(),this._follow()}disconnectedCallback(){super.disconnectedCallback(),this._followed?.leave(),this._followed=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return s?.locale!==this.hass?.locale||s?.localize!==this.hass?.localize||s?.entities!==this.hass?.entities}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement,this._follow()}updated(){!this._hadFocus||this.shadowRoot?.activeElement||this.renderRoot.querySelector("button")?.focus()}render(){let{hass:e,_person:s}=this;return!e||!s||!this._texts.loaded?p:this._unreachable?a`<p class="text">${e.localize("state.default.unavailable")}</p>`:Is(e,s,Date.now()+this._ahead,this._commands)}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=se(this.hass,(e,s)=>{this._ahead=s,this._show(e),this._unreachable=!1},()=>{this._unreachable=!0}))}_show(e){let s=this._person;this._view=e,s&&Vs(s)!==Vs(this._person)&&this._settling.start()}get _person(){let{hass:e,context:s}=this;if(!e||!s?.entity_id)return;let n=he(e,s.entity_id),r=this._view?.persons.find(o=>o.config_entry_id===n);return r?.loaded?r:void 0}_safetyWords(e){let{hass:s,_person:n}=this;if(!(!s||e!=="ice"&&e!=="heat"))return w(s,`care_start_${e}${e==="heat"&&n?.pad?"_pad":""}`)}_do(e,s={},n){this._once((r,o)=>F(r,o,e,s),W(e),n)}_command(e,s={}){this._once((n,r)=>Je(n,r,e,s),W(e))}_once(e,s,n){this._busy||this._settling.active||(this._busy=!0,this._give(e,s,n).finally(()=>{this._busy=!1}))}async _give(e,s,n){let{hass:r,_person:o}=this;if(!(!r||!o))try{await e(r,o),pe(r,o,s,n)}catch(l){de(j(r,l))}}};D.styles=C`
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
  `,h([y({attribute:!1})],D.prototype,"hass",2),h([y({attribute:!1})],D.prototype,"context",2),h([_()],D.prototype,"_view",2),h([_()],D.prototype,"_unreachable",2),D=h([N("backcare-session")],D)});var Qs={};it(Qs,{dashboard:()=>Zs});function ar(i){return new Promise(t=>{let e=n=>{s.leave(),t(n)},s=se(i,n=>e(n.persons),()=>e([]))})}async function lr(i){let t=Object.values(i.entities).filter(n=>n.platform==="backcare"&&n.translation_key===Ys).map(n=>n.entity_id);if(!t.length)return[];let e=new Date(Date.now()-Gs*or).toISOString(),s={statistic_ids:t,start_time:e,period:"day",types:["max"]};try{return Object.keys(await i.callWS({type:"recorder/statistics_during_period",...s}))}catch{return[]}}function Zs(i,t,e){let s=t.filter(n=>n.loaded||!n.private);return s.sort((n,r)=>Number(r.mine)-Number(n.mine)),s.length?{views:s.map(n=>cr(i,n,e))}:{views:[Js("BackCare",[{type:Xs}])]}}function cr(i,{config_entry_id:t,name:e},s){let n=Ce(i,t),r=n["timer.session"],o=n[`sensor.${Ys}`],l=n["calendar.therapy"],c=[];if(r){let u=[{type:"custom:backcare-session"}];c.push({type:"tile",entity:r,features:u,grid_options:{columns:"full"}})}if(o&&s.includes(o)){let u={entities:[o],days_to_show:Gs,period:"day",stat_types:["max"]};c.push({type:"statistics-graph",...u})}return l&&c.push({type:"calendar",initial_view:"listWeek",entities:[l]}),{...Js(e,[{type:Xs,person:t}],c),path:t}}function Js(i,...t){return{type:"sections",title:i,max_columns:2,sections:t.filter(e=>e.length).map(e=>({type:"grid",cards:e}))}}var Gs,or,Ys,Xs,jt,Bs=m(()=>{"use strict";fe();me();x();Gs=28,or=864e5,Ys="pain_level",Xs="custom:backcare-card",jt=class extends HTMLElement{static{this.registryDependencies=["entities","devices","config"]}static async getCreateSuggestions(t){return await Y(t),{title:d(t,"dashboard"),icon:"mdi:human"}}static async generate(t,e){return Zs(e,await ar(e),await lr(e))}};customElements.define("ll-strategy-dashboard-backcare",jt)});me();x();var It="BackCare",en="https://github.com/backcare/backcare/blob/main/docs/dashboards.md";function tn(i,t){let e=document.querySelector("home-assistant")?.hass;return e?(Y(e).catch(()=>{}),d(e,i)||t):t}var ue=window;ue.customCards??=[];ue.customCards.push({type:"backcare-card",name:It,get description(){return tn("about_card","What is right for the back now: sessions, the plan, the diary.")},preview:!0,documentationURL:en,getEntitySuggestion(i,t){if(i.entities[t]?.platform!=="backcare")return null;let e=he(i,t);return{config:{type:"custom:backcare-card",...e?{person:e}:{}}}}});ue.customStrategies??=[];ue.customStrategies.push({type:"backcare",strategyType:"dashboard",name:It,get description(){return tn("about_dashboard","A view for each person: card, tile, pain and calendar.")},documentationURL:en});ue.customCardFeatures??=[];ue.customCardFeatures.push({type:"backcare-session",name:It,isSupported:(i,{entity_id:t})=>t?.startsWith("timer.")&&i.entities[t]?.platform==="backcare"});customElements.whenDefined("home-assistant").then(()=>Promise.all([Promise.resolve().then(()=>(Ds(),Ns)),Promise.resolve().then(()=>(Ks(),Ws)),Promise.resolve().then(()=>(Bs(),Qs))]));
