/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var Lt=Object.defineProperty;var en=Object.getOwnPropertyDescriptor;var m=(i,t,e)=>()=>{if(e)throw e[0];try{return i&&(t=i(i=0)),t}catch(s){throw e=[s],s}};var Be=(i,t)=>{for(var e in t)Lt(i,e,{get:t[e],enumerable:!0})};var h=(i,t,e,s)=>{for(var n=s>1?void 0:s?en(t,e):t,r=i.length-1,o;r>=0;r--)(o=i[r])&&(n=(s?o(t,e,n):o(n))||n);return s&&n&&Lt(t,e,n),n};function ue(i,t){let e=i.entities[t];if(e?.platform!=="backcare")return;let s=e.device_id?i.devices[e.device_id]:void 0;return s?.config_entry_id??s?.primary_config_entry??s?.config_entries?.[0]}function Se(i,t){let e={};for(let{entity_id:s,translation_key:n}of Object.values(i.entities))ue(i,s)===t&&(e[`${s.split(".")[0]}.${n}`]=s);return e}var he=m(()=>{"use strict"});function ie({connection:i},t,e,s=""){let n=jt.get(i);return n||(n=new tt(i),jt.set(i,n)),n.add({shows:s,told:t,unreachable:e})}function et(i){i?.().catch(()=>{})}var jt,tt,me=m(()=>{"use strict";jt=new WeakMap;tt=class{constructor(t){this.connection=t;this.followers=new Set;this.away=!1;this.histories={};this.historyOf=new Set;this.attempt=0;this.lost=()=>{window.clearTimeout(this.gone),this.gone=window.setTimeout(()=>this.unreachable(),3e3)};this.renew=()=>{this.undo=void 0,this.subscribe()}}add(t){return this.followers.add(t),this.followers.size===1?this.open():queueMicrotask(()=>this.catchUp(t)),this.askForMore(),{show:e=>{t.shows=e,this.askForMore()},leave:()=>{this.followers.delete(t)&&!this.followers.size&&this.close()}}}catchUp(t){this.followers.has(t)&&(this.away?t.unreachable():this.latest&&t.told(this.latest.view,this.latest.ahead))}open(){this.connection.addEventListener("ready",this.renew),this.connection.addEventListener("disconnected",this.lost),this.subscribe()}close(){this.attempt+=1,window.clearTimeout(this.again),window.clearTimeout(this.gone),this.connection.removeEventListener("ready",this.renew),this.connection.removeEventListener("disconnected",this.lost),et(this.undo),this.undo=this.latest=void 0,this.historyOf.clear()}unreachable(){this.away=!0;for(let t of[...this.followers])t.unreachable()}askForMore(){this.shown().every(t=>this.historyOf.has(t))||queueMicrotask(()=>{this.shown().some(t=>!this.historyOf.has(t))&&this.subscribe()})}shown(){return[...this.followers].flatMap(({shows:t})=>t?[t]:[])}async subscribe(){window.clearTimeout(this.again),window.clearTimeout(this.gone),this.attempt+=1;let t=this.attempt,e=this.undo;this.undo=void 0,this.historyOf=new Set(this.shown());let s={type:"backcare/subscribe",history_of:[...this.historyOf]};try{let n=await this.connection.subscribeMessage(r=>{t===this.attempt&&this.take(r)},s,{resubscribe:!1});t===this.attempt?this.undo=n:et(n)}catch{t===this.attempt&&(this.unreachable(),this.again=window.setTimeout(()=>{this.subscribe()},2e3))}et(e)}take(t){this.away=!1,this.histories={...this.histories,...t.histories};let e=Date.parse(t.now)-Date.now();this.latest={view:{...t,histories:this.histories},ahead:e};for(let s of[...this.followers])s.told(this.latest.view,e)}}});function it(i){return i.locale.time_zone==="server"?i.config.time_zone:void 0}function fe(i,t){let{time_format:e,language:s}=i.locale,n=it(i);if(!t.hour)return new Intl.DateTimeFormat(s,{timeZone:n,...t});let r=e==="system"?void 0:s,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,c=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(s,{timeZone:n,...t,...c})}function F(i,t){return fe(i,{hour:"numeric",minute:"2-digit"}).format(t)}function It(i,t){return fe(i,{hour:"numeric"}).format(t)}function Ut(i,t){return fe(i,{weekday:"short"}).format(t)}function H(i,t,e){let s=fe(i,{year:"numeric",month:"numeric",day:"numeric"});if(s.format(t)===s.format(e))return F(i,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return fe(i,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function z(i){return Math.ceil(i/6e4)*6e4}function Ft(i){let t=Math.ceil(Math.max(0,i)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function st(i){return Math.ceil(Math.max(0,i)/6e4)}function q(i,t,e){return Math.min(1,Math.max(0,(i-t)/(e-t)))}function nt(i,t){return i<=0?0:i/(i+t)}function W(i,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:it(i),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),s=n=>e.find(r=>r.type===n)?.value??"";return`${s("year")}-${s("month")}-${s("day")} ${s("hour")}:${s("minute")}:00`}function qt(i,t){return it(i)?t:new Date(t.replace(" ","T")).toISOString()}var O=m(()=>{"use strict"});async function K(i){await Promise.all(sn.map(t=>i.loadBackendTranslation(t,"backcare")))}function d(i,t,e){return w(i,`card_${t}`,e)}function w(i,t,e){return i.localize(`${He}.common.${t}`,e)}function Wt(i,t){return`${i.localize(`${He}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function $(i,t,e){return i.localize(`${He}.selector.${t}.options.${e}`)}function Ce(i,t,e){let{reason:s,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=H(i,z(Date.parse(n)),e)),i.localize(`${He}.exceptions.${s}.message`,o)}function Re(i,t,e){if(t.allowed_from){let s=z(Date.parse(t.allowed_from));return d(i,"from",{time:H(i,s,e)})}return d(i,`refused_${t.reason}`)||d(i,"refused")}function L(i,t){let{translation_domain:e,translation_key:s,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${s}.message`;return(s?i.localize(o,n):"")||r||d(i,"unreachable")}var He,sn,se,x=m(()=>{"use strict";me();O();He="component.backcare",sn=["common","entity","exceptions","selector"];se=class{constructor(t){this.host=t;this.loaded=!1;this.language="";t.addController(this)}hostUpdate(){let{hass:t}=this.host;!t||this.language===t.language||(this.language=t.language,this.load(t))}async load(t){try{await K(t),this.loaded=!0}catch{this.language="",await new Promise(e=>window.setTimeout(e,2e3))}this.host.requestUpdate()}}});var ze,Oe,rt,Vt,ge,Gt,C,Kt,ot,at=m(()=>{ze=globalThis,Oe=ze.ShadowRoot&&(ze.ShadyCSS===void 0||ze.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,rt=Symbol(),Vt=new WeakMap,ge=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==rt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Oe&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=Vt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&Vt.set(e,t))}return t}toString(){return this.cssText}},Gt=i=>new ge(typeof i=="string"?i:i+"",void 0,rt),C=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new ge(e,i,rt)},Kt=(i,t)=>{if(Oe)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),n=ze.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=e.cssText,i.appendChild(s)}},ot=Oe?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Gt(e)})(i):i});var nn,rn,on,an,ln,cn,Me,Yt,dn,pn,_e,ve,Ne,Xt,j,ye=m(()=>{at();at();({is:nn,defineProperty:rn,getOwnPropertyDescriptor:on,getOwnPropertyNames:an,getOwnPropertySymbols:ln,getPrototypeOf:cn}=Object),Me=globalThis,Yt=Me.trustedTypes,dn=Yt?Yt.emptyScript:"",pn=Me.reactiveElementPolyfillSupport,_e=(i,t)=>i,ve={toAttribute(i,t){switch(t){case Boolean:i=i?dn:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},Ne=(i,t)=>!nn(i,t),Xt={attribute:!0,type:String,converter:ve,reflect:!1,useDefault:!1,hasChanged:Ne};Symbol.metadata??=Symbol("metadata"),Me.litPropertyMetadata??=new WeakMap;j=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Xt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(t,s,e);n!==void 0&&rn(this.prototype,t,n)}}static getPropertyDescriptor(t,e,s){let{get:n,set:r}=on(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let l=n?.call(this);r?.call(this,o),this.requestUpdate(t,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Xt}static _$Ei(){if(this.hasOwnProperty(_e("elementProperties")))return;let t=cn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(_e("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(_e("properties"))){let e=this.properties,s=[...an(e),...ln(e)];for(let n of s)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,n]of e)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let n=this._$Eu(e,s);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let n of s)e.unshift(ot(n))}else t!==void 0&&e.push(ot(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Kt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:ve).toAttribute(e,s.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let s=this.constructor,n=s._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:ve;this._$Em=n;let l=o.fromAttribute(e,r.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(t,e,s,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??Ne)(r,e)||s.useDefault&&s.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,l=this[n];o!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,r,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};j.elementStyles=[],j.shadowRootOptions={mode:"open"},j[_e("elementProperties")]=new Map,j[_e("finalized")]=new Map,pn?.({ReactiveElement:j}),(Me.reactiveElementVersions??=[]).push("2.1.2")});function ri(i,t){if(!ut(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Jt!==void 0?Jt.createHTML(t):t}function Q(i,t,e=i,s){if(t===J)return t;let n=s!==void 0?e._$Co?.[s]:e._$Cl,r=we(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=n:e._$Cl=n),n!==void 0&&(t=Q(i,n._$AS(i,t.values),n,s)),t}var ct,Zt,De,Jt,dt,I,pt,un,Z,$e,we,ut,si,lt,be,Qt,Bt,Y,ei,ti,ni,ht,a,ke,br,J,p,ii,X,oi,xe,Le,ne,B,je,Ie,Ue,Fe,ai,hn,li,re=m(()=>{ct=globalThis,Zt=i=>i,De=ct.trustedTypes,Jt=De?De.createPolicy("lit-html",{createHTML:i=>i}):void 0,dt="$lit$",I=`lit$${Math.random().toFixed(9).slice(2)}$`,pt="?"+I,un=`<${pt}>`,Z=document,$e=()=>Z.createComment(""),we=i=>i===null||typeof i!="object"&&typeof i!="function",ut=Array.isArray,si=i=>ut(i)||typeof i?.[Symbol.iterator]=="function",lt=`[ 	
\f\r]`,be=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Qt=/-->/g,Bt=/>/g,Y=RegExp(`>|${lt}(?:([^\\s"'>=/]+)(${lt}*=${lt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ei=/'/g,ti=/"/g,ni=/^(?:script|style|textarea|title)$/i,ht=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),a=ht(1),ke=ht(2),br=ht(3),J=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),ii=new WeakMap,X=Z.createTreeWalker(Z,129);oi=(i,t)=>{let e=i.length-1,s=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=be;for(let l=0;l<e;l++){let c=i[l],u,f,g=-1,A=0;for(;A<c.length&&(o.lastIndex=A,f=o.exec(c),f!==null);)A=o.lastIndex,o===be?f[1]==="!--"?o=Qt:f[1]!==void 0?o=Bt:f[2]!==void 0?(ni.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=Y):f[3]!==void 0&&(o=Y):o===Y?f[0]===">"?(o=n??be,g=-1):f[1]===void 0?g=-2:(g=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?Y:f[3]==='"'?ti:ei):o===ti||o===ei?o=Y:o===Qt||o===Bt?o=be:(o=Y,n=void 0);let v=o===Y&&i[l+1].startsWith("/>")?" ":"";r+=o===be?c+un:g>=0?(s.push(u),c.slice(0,g)+dt+c.slice(g)+I+v):c+I+(g===-2?l:v)}return[ri(i,r+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},xe=class i{constructor({strings:t,_$litType$:e},s){let n;this.parts=[];let r=0,o=0,l=t.length-1,c=this.parts,[u,f]=oi(t,e);if(this.el=i.createElement(u,s),X.currentNode=this.el.content,e===2||e===3){let g=this.el.content.firstChild;g.replaceWith(...g.childNodes)}for(;(n=X.nextNode())!==null&&c.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let g of n.getAttributeNames())if(g.endsWith(dt)){let A=f[o++],v=n.getAttribute(g).split(I),D=/([.?@])?(.*)/.exec(A);c.push({type:1,index:r,name:D[2],strings:v,ctor:D[1]==="."?je:D[1]==="?"?Ie:D[1]==="@"?Ue:B}),n.removeAttribute(g)}else g.startsWith(I)&&(c.push({type:6,index:r}),n.removeAttribute(g));if(ni.test(n.tagName)){let g=n.textContent.split(I),A=g.length-1;if(A>0){n.textContent=De?De.emptyScript:"";for(let v=0;v<A;v++)n.append(g[v],$e()),X.nextNode(),c.push({type:2,index:++r});n.append(g[A],$e())}}}else if(n.nodeType===8)if(n.data===pt)c.push({type:2,index:r});else{let g=-1;for(;(g=n.data.indexOf(I,g+1))!==-1;)c.push({type:7,index:r}),g+=I.length-1}r++}}static createElement(t,e){let s=Z.createElement("template");return s.innerHTML=t,s}};Le=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,n=(t?.creationScope??Z).importNode(e,!0);X.currentNode=n;let r=X.nextNode(),o=0,l=0,c=s[0];for(;c!==void 0;){if(o===c.index){let u;c.type===2?u=new ne(r,r.nextSibling,this,t):c.type===1?u=new c.ctor(r,c.name,c.strings,this,t):c.type===6&&(u=new Fe(r,this,t)),this._$AV.push(u),c=s[++l]}o!==c?.index&&(r=X.nextNode(),o++)}return X.currentNode=Z,n}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},ne=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Q(this,t,e),we(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==J&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):si(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&we(this._$AH)?this._$AA.nextSibling.data=t:this.T(Z.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,n=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=xe.createElement(ri(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Le(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=ii.get(t.strings);return e===void 0&&ii.set(t.strings,e=new xe(t)),e}k(t){ut(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,n=0;for(let r of t)n===e.length?e.push(s=new i(this.O($e()),this.O($e()),this,this.options)):s=e[n],s._$AI(r),n++;n<e.length&&(this._$AR(s&&s._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Zt(t).nextSibling;Zt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},B=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,e=this,s,n){let r=this.strings,o=!1;if(r===void 0)t=Q(this,t,e,0),o=!we(t)||t!==this._$AH&&t!==J,o&&(this._$AH=t);else{let l=t,c,u;for(t=r[0],c=0;c<r.length-1;c++)u=Q(this,l[s+c],e,c),u===J&&(u=this._$AH[c]),o||=!we(u)||u!==this._$AH[c],u===p?t=p:t!==p&&(t+=(u??"")+r[c+1]),this._$AH[c]=u}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},je=class extends B{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Ie=class extends B{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ue=class extends B{constructor(t,e,s,n,r){super(t,e,s,n,r),this.type=5}_$AI(t,e=this){if((t=Q(this,t,e,0)??p)===J)return;let s=this._$AH,n=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==p&&(s===p||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Fe=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){Q(this,t)}},ai={M:dt,P:I,A:pt,C:1,L:oi,R:Le,D:si,V:Q,I:ne,H:B,N:Ie,U:Ue,B:je,F:Fe},hn=ct.litHtmlPolyfillSupport;hn?.(xe,ne),(ct.litHtmlVersions??=[]).push("3.3.3");li=(i,t,e)=>{let s=e?.renderBefore??t,n=s._$litPart$;if(n===void 0){let r=e?.renderBefore??null;s._$litPart$=n=new ne(t.insertBefore($e(),r),r,void 0,e??{})}return n._$AI(i),n}});var mt,E,mn,ci=m(()=>{ye();ye();re();re();mt=globalThis,E=class extends j{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=li(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return J}};E._$litElement$=!0,E.finalized=!0,mt.litElementHydrateSupport?.({LitElement:E});mn=mt.litElementPolyfillSupport;mn?.({LitElement:E});(mt.litElementVersions??=[]).push("4.2.2")});var di=m(()=>{});var k=m(()=>{ye();re();ci();di()});var N,pi=m(()=>{N=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)}});function y(i){return(t,e)=>typeof e=="object"?gn(i,t,e):((s,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,s),o?Object.getOwnPropertyDescriptor(n,r):void 0})(i,t,e)}var fn,gn,ft=m(()=>{ye();fn={attribute:!0,type:String,converter:ve,reflect:!1,hasChanged:Ne},gn=(i=fn,t,e)=>{let{kind:s,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),r.set(e.name,i),s==="accessor"){let{name:o}=e;return{set(l){let c=t.get.call(this);t.set.call(this,l),this.requestUpdate(o,c,i,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,i,l),l}}}if(s==="setter"){let{name:o}=e;return function(l){let c=this[o];t.call(this,l),this.requestUpdate(o,c,i,!0,l)}}throw Error("Unsupported decorator location: "+s)}});function _(i){return y({...i,state:!0,attribute:!1})}var ui=m(()=>{ft();});var hi=m(()=>{});var ee,oe=m(()=>{ee=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e)});function gt(i,t){return(e,s,n)=>{let r=o=>o.renderRoot?.querySelector(i)??null;if(t){let{get:o,set:l}=typeof s=="object"?e:n??(()=>{let c=Symbol();return{get(){return this[c]},set(u){this[c]=u}}})();return ee(e,s,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&l.call(this,c)),c}})}return ee(e,s,{get(){return r(this)}})}}var mi=m(()=>{oe();});var fi=m(()=>{oe();});var gi=m(()=>{oe();});var _i=m(()=>{oe();});var vi=m(()=>{oe();});var ae=m(()=>{pi();ft();ui();hi();mi();fi();gi();_i();vi()});var yi,qe,bi=m(()=>{yi=i=>(...t)=>({_$litDirective$:i,values:t}),qe=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var lo,_n,$i,wi=m(()=>{re();({I:lo}=ai),_n={},$i=(i,t=_n)=>i._$AH=t});var xi,ki=m(()=>{re();bi();wi();xi=yi(class extends qe{constructor(){super(...arguments),this.key=p}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&($i(i),this.key=t),e}})});var Ai=m(()=>{ki()});function Ei(i,t,e,s){let n=t.doctor?vn(i,t,t.doctor,e,s):p,r=vt(i,e.persons,t);return t.doctor==="emergency"?a`${n}${r}`:a`${r}${n}`}function _t(i,t){let e=t?.pad&&t.session?.therapy==="heat",s=d(i,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${s}</ha-alert>`}function vn(i,t,e,{emergency_number:s},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
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
  </div>`}function vt(i,t,e){let s=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(s.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>a`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${d(i,"pad_fault",{name:r})}</strong></div>
    </div>`)}var Ti=m(()=>{"use strict";k();x()});function Si(i){let t=Math.random(),e=!1;return Pi.then(()=>{e||history.state?.dialog||(Ae.set(t,i),history.pushState({...history.state,[We]:t},""))}),()=>{e=!0,Ae.delete(t),history.state?.[We]===t&&Hi()}}function Hi(){Pi=new Promise(i=>{window.addEventListener("popstate",i,{once:!0}),window.setTimeout(i,1e3)}),history.back()}function Ci(){let i=history.state?.[We];i!==void 0&&!Ae.has(i)&&Hi()}var We,Ae,Pi,Ri=m(()=>{"use strict";We="backcareDialog",Ae=new Map,Pi=Promise.resolve();window.addEventListener("popstate",()=>{let i=history.state?.[We];for(let[t,e]of Ae)t!==i&&(Ae.delete(t),e());Ci()});Ci()});function zi(i,t,e,s){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=bn(i,t,e,s).filter(u=>u.to>n&&u.from<r),l=o.filter(u=>u.kind!=="rest"),c=["ice","heat"].filter(u=>t.today[u]>=60).map(u=>`${$(i,"therapy",u)} ${T(i,t.today[u]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${d(i,"today")}</span>
      <span class="aside">${c.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${l.map(u=>u.title).join(", ")||d(i,"nothing_today")}
    >
      ${o.map(u=>yn(u,n,r))}
      <span class="now" style="inset-inline-start: ${q(s,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(u=>a`<span>${It(i,n+u/4*(r-n))}</span>`)}
    </div>
    ${l.length?p:a`<p class="aside">${d(i,"nothing_today")}</p>`}
  </section>`}function T(i,t,e="short"){let s={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(i.locale.language,s).format(Math.floor(t/6e4))}function yn({from:i,to:t,kind:e,title:s},n,r){let o=q(i,n,r)*100,l=q(t,n,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${l}%"
    title=${s}
  ></span>`}function bn(i,t,e,s){let n=[],r=(c,u)=>{let f=u+(t.rests[c]??0)*1e3;if(f>u){let g=d(i,"rest_until",{time:F(i,f)});n.push({from:u,to:f,kind:"rest",title:g})}},o=(c,u,f)=>{let g=`${$(i,"therapy",c)} ${F(i,u)}–${F(i,f)}`;n.push({from:u,to:f,kind:c,title:g})};for(let c of e)c.kind==="exposure"&&r(c.therapy,Date.parse(c.ended));for(let c of e)c.kind==="session"&&o(c.therapy,Date.parse(c.at),Date.parse(c.ended));let l=t.session;return l&&o(l.therapy,Date.parse(l.started),s),n}var le=m(()=>{"use strict";k();x();O()});function $n(i){return i.kind==="spasm"||i.kind==="pain"}function wn(i,t){switch(t.kind){case"pain":return yt(d(i,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:s,duration:n,eased_by:r}=t;return yt(e===null?d(i,"entry_spasm"):d(i,"entry_spasm_rated",{value:e}),n===null?null:Ee(i,n),s,r&&w(i,"report_entry_eased",{what:r}))}case"session":case"exposure":return yt($(i,"therapy",t.therapy),T(i,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(s=>$(i,"red_flag",s)).join(" · ");return t.kind==="flags_reported"?d(i,"entry_flags_reported",{flags:e}):d(i,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(i,"entry_flags_denied");case"episode":return d(i,"entry_episode")}}function Ee(i,t){if(t>=60)return T(i,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(i.locale.language,e).format(t)}function yt(...i){return i.filter(Boolean).join(" · ")}function Mi(i,t,{entries:e,more:s},n,r,o){let l=e.filter(c=>c.kind!=="exposure").reverse();return!l.length&&!s?a`<p>${d(i,"entries_none")}</p>`:a`<ul class="entries">
      ${l.map(c=>xn(i,t,c,n,r,o))}
    </ul>
    ${s?a`<button type="button" class="chip" @click=${o.older}>
            ${d(i,"entries_older")}
          </button>`:p}`}function xn(i,t,e,s,n,r){let o=wn(i,e),l=H(i,Date.parse(e.at),n),c=`${o}, ${l}`;return a`<li>
    <span class="what">${o}<small>${l}</small></span>
    ${t.read_only||!$n(e)?p:a`<button
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
            ${s===e.id?kn(i,e,r):p}`}
  </li>`}function kn(i,t,e){return a`<p class="sure" role="alert">
    ${d(i,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${i.localize("ui.common.delete")}
    </button>
  </p>`}var Oi,Ni=m(()=>{"use strict";k();x();O();le();Oi=20});async function Ve(i){for(let t=0;t<120&&!i.activeElement;t+=1)i.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var bt=m(()=>{"use strict"});async function Ge(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let i=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([An().catch(()=>{}),i])}async function An(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var $t=m(()=>{"use strict"});function Di(i,t){return{at:t,text:W(i,t)}}function Li(i,{at:t,text:e},s,n,r){let o=s===e;return r!==null&&s===W(i,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:qt(i,s)}var ji=m(()=>{"use strict";O()});function Ii(i,t){let e=!i.read_only,s=e&&i.onset!==null,n=i.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!i.private],["episode","mdi:calendar-plus",e&&i.phase!=="ice"],["onset","mdi:calendar-edit",s],["recovered","mdi:human-handsup",s&&i.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&i.phase==="recovery"],["end_episode","mdi:calendar-check",s],["clear","mdi:clipboard-check-outline",e&&i.red_flags.length>0],["report","mdi:file-document-outline",!i.private]].filter(([,,o])=>o).map(([o,l])=>[o,l])}var Ui=m(()=>{"use strict"});function Fi(i,t,e,s){let n=Array.from({length:11-i},(r,o)=>o+i);return a`<fieldset class="scale">
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
  </fieldset>`}function wt(i,t,e,s){return a`<fieldset>
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
  </fieldset>`}function xt(i,t,e,s){return a`${wt(i,t,e,s)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:n})=>s(n.value)}
    />`}function Ke(i,t,e){return a`${i.map(([s,n])=>a`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(s)}
        @change=${({target:r})=>{let o=[...t].filter(l=>l!==s);e(new Set(r.checked?[...o,s]:o))}}
      />
      <span>${n}</span>
    </label>`)}`}var Ye,kt=m(()=>{"use strict";k();Ye=C`
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
`});async function Wi(i,{config_entry_id:t}){let s={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${i.language}`,expires:En};return(await i.callWS(s)).path}async function Vi(i,t){let e=await fetch(await Wi(i,t)).catch(()=>{});if(!e?.ok)throw{};let s=Tn.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],s??"report.html",{type:"text/html"})}}function Gi(i){return!!navigator.canShare?.({files:[i]})}async function Ki(i,t,e){let{file:s}=e;if(!Gi(s))return qi(i,t,s.name);try{await navigator.share({files:[s]})}catch(n){if(n.name==="AbortError")return;await qi(i,t,s.name)}}async function qi(i,t,e){let s=document.createElement("a");s.href=await Wi(i,t),s.download=e,document.body.append(s),s.click(),s.remove()}function Yi(i,t,e,s){let n=t&&Gi(t.file);return a`${typeof window.print=="function"&&!i.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(i,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${s}>
    ${n?d(i,"share"):i.localize("ui.common.save")}
  </ha-button>`}var En,Tn,Xi=m(()=>{"use strict";k();x();En=300,Tn=/filename="([^"]+)"/});var Zi,Ji,At=m(()=>{"use strict";k();Zi=C`
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
    /* Where somebody gives it fewer rows than it needs, it scrolls: Stop is never out of reach. */
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

  /* What cannot be overlooked */
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

  /* The one big thing */
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
  /* To call comes first. */
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

  /* What is right now */
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
  .told {
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
`,Ji=C`
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
`});async function U(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};await i.callService("backcare",e,n,void 0,!1)}async function Xe(i,t,e,s={}){await i.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...s})}async function Ze(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};return(await i.callService("backcare",e,n,void 0,!1,!0)).response}var te=m(()=>{"use strict"});function V(i,t={}){return i==="report_red_flags"&&!t.flags?.length?"answer_question":i==="mark_recovered"&&t.undo?"undo_recovered":Sn.has(i)?i:void 0}function de(i,t,e,s){if(e===void 0)return;let n=()=>{Et(i,t).catch(o=>ce(L(i,o)))},r={text:i.localize("ui.common.undo"),action:n};ce(s??d(i,`done_${e}`),r)}async function Et(i,t){let{taken_back:e}=await Ze(i,t,"undo_last");ce(w(i,`undone_${e}`))}function ce(i,t){let e={id:"backcare",message:i,action:t,duration:Pn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var Pn,Sn,Je=m(()=>{"use strict";x();te();Pn=1e4,Sn=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function Qi(i,t,e){if(t==="now")return W(i,e);if(t==="morning")return`${Bi(i,e)} ${Cn}`;if(t==="evening")return`${Bi(i,e-Hn)} ${Rn}`}function Bi(i,t){return W(i,t).slice(0,10)}function es(i,{when:t,at:e,now:s,label:n},r){let o=["now","morning","evening","choose"].filter(l=>l!=="morning"||`${Qi(i,l,s)}`<W(i,s));return a`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(l=>a`<button
          type="button"
          class="chip"
          aria-pressed=${l===t}
          @click=${()=>r(l,Qi(i,l,s)??e)}
        >
          ${d(i,`when_${l}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${W(i,s).slice(0,16).replace(" ","T")}
            @change=${({target:l})=>{let{value:c}=l;c&&r("choose",`${c.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var Hn,Cn,Rn,ts=m(()=>{"use strict";k();x();O();Hn=864e5,Cn="07:00:00",Rn="20:00:00"});var is,zn,b,ss=m(()=>{"use strict";k();ae();Ri();Ni();bt();$t();ji();Ui();kt();Xi();At();x();Je();te();ts();is=[30,60,300,900],zn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],b=class extends E{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:s,_report:n}=this;this._error="",n&&this._load(()=>Ki(e,s,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=Si(this._close),this._begin(this.kind),await Ge(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,s){this.kind=e,this._corrected=s;let n=s?.at??(e==="onset"?this.person.onset:null);this._asked=Di(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(s?.kind==="spasm"?s.intensity:s?.level)??null,this._duration=s?.kind==="spasm"?s.duration:null,this._activity=s?.activity??"",this._eased=s?.kind==="spasm"&&s.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Ve(this.renderRoot)}async _load(e){try{await e()}catch(s){this._error=L(this.hass,s)}}async _loadReport(){this._report=await Vi(this.hass,this.person)}async _loadDiary(e){let s=e?.entries[0],n=await Ze(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:s?.at,limit:Oi}),r=new Set(e?.entries.map(l=>l.id)),o=n.entries.filter(l=>!r.has(l.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`dialog_${this.kind}`)}render(){return this._ready?a`<ha-dialog
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
      ${s==="clear"||s==="entries"?p:s==="report"?Yi(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${s==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${s}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:s}=this;switch(this.kind){case"spasm":return a`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${wt(is.map(n=>Ee(e,n)),d(e,"lasted"),this._duration===null?"":Ee(e,this._duration),n=>{let r=is.find(o=>Ee(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${xt(s.eased,d(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return a`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${s.onset?a`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(n=>a`<fieldset>
            <legend>${d(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"dialog_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,s){return Fi(e,s,this._level,n=>{this._level=n})}_named(e){let{activities:s}=this.person;return xt(s,d(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:s,_when:n,_at:r,_now:o}=this,l={when:n,at:r,now:o,label:d(s,`field_${e}`)};return es(s,l,(c,u)=>{this._when=c,this._at=c==="now"&&this.kind!=="onset"?this._asked.text:u})}_ticks(e){let s=e.map(n=>[n,$(this.hass,"red_flag",n)]);return Ke(s,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,s=this.flags.emergency.some(o=>this._chosen.has(o)),n=zn.filter(o=>!s||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
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
      </div>`}_entries(){let{hass:e,person:s,_diary:n}=this;return n?Mi(e,s,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:s,_now:n}=this;return a`<div class="menu">
      ${Ii(s,n).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&s.last_act?a`<small>${d(e,`done_${s.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:s,person:n}=this;switch(e){case"undo":return void this._do(()=>Et(s,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._told(this.person.onset),s=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:s,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:s,eased_by:this._eased.trim()||void 0,at:e}]}_told(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:Li(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._told(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._told(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,s={}){await U(this.hass,this.person,e,s),de(this.hass,this.person,V(e,s))}async _correct(e){await U(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await U(this.hass,this.person,"delete_entry",{entry_id:e.id})}async _do(e,s=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),s?this._begin("entries"):this._close()}catch(o){this._error=L(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():s&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[Ye,Ji],h([y({attribute:!1})],b.prototype,"hass",2),h([y({attribute:!1})],b.prototype,"person",2),h([y({attribute:!1})],b.prototype,"flags",2),h([y({attribute:!1})],b.prototype,"ahead",2),h([y()],b.prototype,"kind",2),h([_()],b.prototype,"_open",2),h([_()],b.prototype,"_busy",2),h([_()],b.prototype,"_error",2),h([_()],b.prototype,"_ready",2),h([_()],b.prototype,"_when",2),h([_()],b.prototype,"_at",2),h([_()],b.prototype,"_level",2),h([_()],b.prototype,"_duration",2),h([_()],b.prototype,"_activity",2),h([_()],b.prototype,"_eased",2),h([_()],b.prototype,"_chosen",2),h([_()],b.prototype,"_report",2),h([_()],b.prototype,"_diary",2),h([_()],b.prototype,"_deleting",2),b=h([N("backcare-dialog")],b)});var ns,S,rs=m(()=>{"use strict";k();ae();O();ns=2*Math.PI*54,S=class extends E{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._calm=window.matchMedia("(prefers-reduced-motion: reduce)");this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._time)return;let e=Math.max(0,this._left());this._calm.matches||this._drawBar();let s=Ft(e);this._time.textContent!==s&&(this._time.textContent=s);let n=st(e);(n<=1||n%5===0)&&(this._minutes=n),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(s=>s.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=st(this._left()))}updated(){this._drawBar(),this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}_drawBar(){if(!this._bar)return;let e=Math.ceil(Math.max(0,this._left())/1e3)*1e3,s=1-Math.min(1,e/this.length);this._bar.style.strokeDashoffset=String(s*ns)}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${ke`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${ns}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt?this.spoken(this._minutes):p}</span
      >
    `}};S.styles=C`
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
  `,h([y({attribute:!1})],S.prototype,"finishesAt",2),h([y({attribute:!1})],S.prototype,"remaining",2),h([y({attribute:!1})],S.prototype,"length",2),h([y({attribute:!1})],S.prototype,"ahead",2),h([y({attribute:!1})],S.prototype,"caption",2),h([y({attribute:!1})],S.prototype,"spoken",2),h([_()],S.prototype,"_minutes",2),h([gt(".left")],S.prototype,"_bar",2),h([gt(".time")],S.prototype,"_time",2),S=h([N("backcare-ring")],S)});var Qe,Tt=m(()=>{"use strict";Qe={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function as(i,t,e,{ahead:s,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,l=$(i,"therapy",e.therapy),c=e.lapses_at?F(i,z(Date.parse(e.lapses_at))):"",u=o?d(i,"until",{time:F(i,z(o))}):d(i,"paused",{time:c}),f=!t.read_only,g=t.offers.filter(A=>A.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${l}>
    <h2>${l}</h2>
    <backcare-ring
      data-more="timer.session"
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${s}
      .caption=${u}
      .spoken=${A=>d(i,"left",{therapy:l,time:T(i,A*os,"long")})}
    ></backcare-ring>
    ${o?Mn(i,e):p}
    <div class="buttons">
      ${f?o?G(i,"pause","mdi:pause","filled",r.pause):G(i,"resume","mdi:play","accent",r.resume):p}
      ${G(i,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(300)}
              >+${T(i,300*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?ls(i,t):p}
    ${ds(i,t,g,n,r)}
  </section>`}function Mn(i,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let s=w(i,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${s}</p>`}function ls(i,{pad:t}){if(!t)return p;let{entity_id:e,name:s,on:n,takes_back:r}=t;return a`<p class="aside" data-more=${e}>
    ${n?d(i,"pad_on",{name:s}):d(i,"pad_off",{name:s})}
    ${r?a`<strong>${w(i,"plug_takes_offs_back",r)}</strong>`:p}
  </p>`}function cs(i,t,e,s){if(t.read_only)return p;if(t.phase==="none")return Nn(i,t,e,s);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return a`<section class="hero ${n?.therapy??""}">
    ${n?a`${Pt(i,t,n,"big",e,s)}${Dn(i,n,s)}`:p}
    ${t.pad&&t.therapy==="heat"?ls(i,t):p}
    ${ds(i,t,r,e,s)}
  </section>`}function Nn(i,t,e,s){let n=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${n?Pt(i,t,n,n.length?"big":"tile",e,s):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${s.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${d(i,"menu_episode")}<small>${d(i,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function Dn(i,{therapy:t,length:e,at_most:s,without_pad:n},r){let o=(s??0)/60,l=On.filter(c=>c<=o&&c*60!==e);return!l.length&&!n?p:a`<div class="ways" role="group" aria-label=${$(i,"therapy",t)}>
    ${l.map(c=>a`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:c*60})}
      >
        ${T(i,c*os)}
      </button>`)}
    ${n?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(i,"without_pad")}
          </button>`:p}
  </div>`}function ds(i,t,e,s,n){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>Pt(i,t,r,"tile",s,n))}
  </div>`}function Pt(i,t,e,s,n,r){let{therapy:o,length:l,refused:c}=e,u=$(i,"therapy",o),f=s==="big"&&!c?d(i,"start",{therapy:u}):u,A=c?t.doctor==="emergency"?d(i,"refused"):Re(i,c,n):T(i,(l??0)*1e3);return a`<button
    type="button"
    class="${s} ${o} ${c?"refused":""}"
    @click=${()=>c?r.tellWhy(o,c):r.start(o)}
  >
    <ha-icon icon=${Qe[o]}></ha-icon>
    <span>${f}<small>${A}</small></span>
  </button>`}function G(i,t,e,s,n,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${s}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(i,t)}
  </ha-button>`}var os,On,ps=m(()=>{"use strict";k();rs();Tt();x();O();le();te();os=6e4,On=[5,10,15,20,30]});var Ln,R,us=m(()=>{"use strict";k();ae();bt();kt();x();Ln=700,R=class extends E{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._settling=!1;this._chosen=new Set}render(){let{hass:e,_step:s}=this;return a`<section aria-label=${d(e,"question")}>
      ${s==="emergency"?a`<p class="advice">${d(e,"advice")}</p>`:p}
      ${s==="which"?this._which():this._asked(s)}
      ${this._unsure?a`<p class="unsure" role="status">${w(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:s,person:n}=this;return a`<p>${w(s,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling}>
        ${this._answer("yes",()=>e==="emergency"?this._tell(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,s){return a`<button type="button" @click=${s}>
      ${w(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,s=[...this.flags.urgent,...this.flags.soon].filter(n=>n!=="urgent");return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${Ke(s.map(n=>[n,$(e,"red_flag",n)]),this._chosen,n=>{this._chosen=n})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._tell(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${d(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._tell([])}_go(e){this._step=e,this._unsure=!1,this._settling=!0,window.setTimeout(()=>{this._settling=!1},Ln),this.updateComplete.then(()=>Ve(this.renderRoot))}_tell(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};R.styles=[Ye,C`
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
    `],h([y({attribute:!1})],R.prototype,"hass",2),h([y({attribute:!1})],R.prototype,"person",2),h([y({attribute:!1})],R.prototype,"flags",2),h([_()],R.prototype,"_step",2),h([_()],R.prototype,"_unsure",2),h([_()],R.prototype,"_settling",2),h([_()],R.prototype,"_chosen",2),R=h([N("backcare-question")],R)});function hs(i,t,e){return Se(i,t)[e]??(e in i.entities?e:void 0)}function ms(i,t){let e,s=o=>{let l=t(o),c={bubbles:!0,composed:!0,detail:{entityId:l}};l&&i.dispatchEvent(new CustomEvent("hass-more-info",c))},n=o=>o.composedPath().flatMap(l=>l.dataset?.more??[])[0],r={pointerdown:o=>{let l=n(o);window.clearTimeout(e),l&&(e=window.setTimeout(()=>s(l),jn))},contextmenu:o=>{n(o)&&o.preventDefault()}};for(let o of["pointerup","pointercancel","pointerleave"])r[o]=()=>window.clearTimeout(e);for(let[o,l]of Object.entries(r))i.addEventListener(o,l);return()=>{window.clearTimeout(e);for(let[o,l]of Object.entries(r))i.removeEventListener(o,l)}}var jn,fs=m(()=>{"use strict";he();jn=500});function St(i){return i.kind==="session"&&i.used>=In?i:void 0}function gs({unread:i,offers:t,read_only:e,private:s}){if(e||s)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return i.find(o=>o!=="patch_or_drowsy"||!r)}function _s(i,t,e,s){return a`<section class="note" aria-label=${d(i,"question")} ?inert=${e}>
    <p>${w(i,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${s}>${i.localize("ui.common.ok")}</button>
  </section>`}function vs(i,t){if(i.read_only||i.private||i.session||i.phase==="none")return!1;let e=Date.parse(i.today.since),s=t.map(r=>Date.parse(St(r)?.ended??"")),n=Math.min(...s.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function ys(i,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(i,"pain_now")}
  </button>`}function bs(i,{told:t,phase:e}){if(!t||e==="none")return p;let s=t.heat_after/3600;return a`<p class="aside told">
    ${s===72?p:d(i,"told_heat",{hours:s})}
    ${t.early_stretches?d(i,"told_stretches"):p}
  </p>`}var In,Ht=m(()=>{"use strict";k();x();In=60});function $s(i,t,e,s){let n=Date.parse(t.today.until),r=n-Pe*Ct,o=v=>q(Date.parse(v),r,n)*100,l=e.filter(v=>Date.parse(v.at)>=r),c=l.filter(v=>v.kind==="pain"),u=l.filter(v=>v.kind==="spasm"),f=c.map(v=>({x:o(v.at),y:44-v.level*4})),g=c.at(-1),A=d(i,"pain_told",{days:Pe,levels:c.map(v=>v.level).join(", ")||"–",spasms:u.length});return a`<section class="pain">
    <h3 data-more="sensor.pain_level">
      <span>${d(i,"pain")}</span>
      <span class="aside">${Un(i,t,s)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${A}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(v=>ke`<line class="grid" x1="0" x2="100" y1=${44-v*4} y2=${44-v*4}></line>`)}
        ${u.map(v=>{let D=o(v.at),Bs=3+(v.intensity??5)*.8;return ke`<line class="spasm" x1=${D} x2=${D} y1="60" y2=${60-Bs}></line>`})}
        <polyline points=${f.map(v=>`${v.x},${v.y}`).join(" ")}></polyline>
      </svg>
      ${g?a`<span
              class="dot"
              style="inset-inline-start: ${o(g.at)}%; inset-block-start: ${(44-g.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:Pe},(v,D)=>a`<span>${Ut(i,r+(D+.5)*Ct)}</span>`)}
    </div>
    ${Fn(i,l,r)} ${qn(i,t)}
  </section>`}function Un(i,{pain:t,pain_at:e,today:s},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(s.since)?`, ${H(i,r,n)}`:"";return a`<b>${t}</b>/10${o}`}function Fn(i,t,e){let s=["ice","heat"].map(r=>{let o=Array.from({length:Pe},()=>0);for(let c of t){if(St(c)?.therapy!==r)continue;let u=Math.floor((Date.parse(c.at)-e)/Ct);o[u]!==void 0&&(o[u]+=1)}let l=o.reduce((c,u)=>c+u,0);return{therapy:r,counts:o,total:l,name:$(i,"therapy",r)}}).filter(({total:r})=>r);if(!s.length)return p;let n=s.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${d(i,"sessions_had",{days:Pe,sessions:n})}
  >
    ${s.map(({therapy:r,counts:o,name:l})=>a`<div class="days ${r}" title=${l}>
        ${o.map(c=>a`<span>${c?a`<i></i>${c}×`:p}</span>`)}
      </div>`)}
  </div>`}function qn(i,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:s,count:n})=>`${s} (${n}×)`).join(", ");return a`<p class="avoid">${d(i,"avoid",{names:e})}</p>`}var Ct,Pe,ws=m(()=>{"use strict";k();Ht();x();O();Ct=864e5,Pe=7});function xs(i,t,e,s){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?Vn(i,t,r,e,s):Wn.includes(n.state)?p:a`<p class="step">${Rt(i,t,e)}${ks(i,t)}</p>`}function Rt(i,{next_step:t},e){let s={};return t.until&&(s.time=H(i,z(Date.parse(t.until)),e)),t.length!==null&&(s.duration=T(i,t.length*1e3,"long")),w(i,t.text,s)}function Vn(i,t,e,s,n){return a`<div class="ended ${e.therapy}" role="status">
    <p>${Gn(i,t,e,s)}${ks(i,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${n}>${i.localize("ui.common.ok")}</button>`}
  </div>`}function Gn(i,t,e,s){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return w(i,"announce_interrupted");if(n!=="ice"&&n!=="heat")return w(i,`announce_ended_${n}`);let{next_step:l}=t,c=r&&!t.pad?.on,u=w(i,c?"care_end_pad":`care_end_${n}`);if(!l.until||l.therapy!==n)return u;let f=H(i,z(Date.parse(l.until)),s);return`${u} ${w(i,`care_next_${n}`,{time:f})}`}function ks(i,{next_step:t}){return t.cut_off?a` <small>${Wt(i,t.cut_off)}</small>`:p}var Wn,zt=m(()=>{"use strict";k();x();O();le();Wn=["call_emergency","unplug_pad","see_doctor_today"]});function Es(i,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let s=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,l={ice:q(e,s,o),heat:r?+(r>n):nt(e-n,4*As),recovery:r?nt(e-r,10*As):0},c=f=>H(i,f,e),u=r?d(i,"recovered_since",{time:c(r)}):e<n?d(i,"heat_from",{time:c(z(n))}):d(i,"heat_since",{time:c(n)});return a`<section class="timeline" aria-label=${d(i,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>Yn(i,f,l[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(i,"onset",{time:c(s)})}</span>
      <span>${u}</span>
    </div>
  </section>`}function Yn(i,t,e,s){let n=d(i,"now");return a`<li
    class="${t} ${s?"here":""}"
    style="flex-grow: ${Kn[t]}"
    aria-current=${s?"step":p}
  >
    <span class="label">${i.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${s?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var As,Kn,Ts=m(()=>{"use strict";k();x();O();As=864e5,Kn={ice:50,heat:30,recovery:20}});function Ps(i,t,e){let s=n=>i.find(r=>r.config_entry_id===n);return t?s(t):s(e)??i.find(n=>n.mine)??i.find(n=>n.loaded&&!n.private)??i.find(n=>n.loaded)??i[0]}function Ot(i){try{return localStorage.getItem(Hs(i))??""}catch{return""}}function Ss(i,t){try{localStorage.setItem(Hs(i),t)}catch{}}function Hs(i){return`backcare-person-${i.user?.id??""}`}var Cs=m(()=>{"use strict"});var zs={};Be(zs,{BackcareCard:()=>P});function Rs(i){if(!i?.loaded)return"";let{config_entry_id:t,phase:e,session:s,ended:n,doctor:r,unread:o,question:l}=i,c=[s?.therapy,s&&!!s.finishes_at],u=[n?.at,r,l,...o];return[t,e,...c,...u].join()}var Xn,Zn,Jn,Qn,Bn,P,Os=m(()=>{"use strict";k();ae();Ai();Ti();ss();me();ps();us();$t();fs();Ht();ws();zt();At();x();Ts();le();Je();te();Cs();Xn=6e4,Zn=2e4,Jn=["stop_session","report_red_flags"],Qn=["heat_too_early","massage_too_early"],Bn=700;P=class extends E{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._unreachable=!1;this._chosen="";this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._texts=new se(this);this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>{this._loosen("start_session",{therapy:e,...s})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),tellWhy:(e,s)=>this._tell(e,s)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,Ss(this.hass,this._chosen)}),this._showHistory()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await K(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?d(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._showHistory()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),Ge(),this._clock=window.setInterval(()=>{this._minute+=1},Xn),this._openHeld=ms(this,e=>this._person?hs(this.hass,this._person.config_entry_id,e):void 0),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),this._openHeld?.(),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._followed?.leave(),this._followed=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return!s||s.locale!==this.hass.locale||s.localize!==this.hass.localize||s.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&this._follow()}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=ie(this.hass,(e,s)=>{this._ahead=s,this._show(()=>{this._view=e}),this._unreachable=!1,this._showHistory()},()=>{this._unreachable=!0},this._config.person??Ot(this.hass)))}_show(e){let s=this._person;e();let n=this._person,r=s!==void 0&&Rs(s)!==Rs(n);(r||this._outdated(n))&&this._forgetWhy(),r&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},Bn))}_showHistory(){let e=this._person;e?.loaded&&this._followed?.show(e.config_entry_id)}get _entries(){let e=this._person;return e&&!e.private&&this._view?.histories[e.config_entry_id]||[]}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?Ot(this.hass):"");return Ps(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts.loaded)return a`<ha-card></ha-card>`;let{hass:e,_view:s}=this;if(!s){let r=d(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?a`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?_t(e,n):p}
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
        >${this._header(n)} ${this._unreachable?_t(e):p}
        ${vt(e,s.persons)}
        <p class="message">
          ${n.private?d(e,"private"):d(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(s)}_rightNow(e,s){let{hass:n,_now:r,_ahead:o}=this,{session:l}=e;return a`${Ei(n,e,s,c=>this._open(c))}
    ${xs(n,e,r,()=>this._command("acknowledge"))}
    ${l?as(n,e,l,{ahead:o,now:r},this._commands):cs(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,s){let{hass:n}=this;if(e.question)return xi(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${s.red_flags}
          @backcare-answered=${({detail:l})=>this._do("report_red_flags",{flags:l})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:gs(e);return r?_s(n,r,this.settling,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&vs(e,this._entries)?ys(n,()=>this._open("pain")):p}_behind(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_timeline?p:a`${Es(s,e,r)}${bs(s,e)}`}
    ${e.private?a`<p class="message">${d(s,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:s}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(s,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_today?p:zi(s,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:$s(s,e,this._entries,r)}`}_nobody(e){let{hass:s}=this;return e.persons.length?a`<ha-card><p class="message">${d(s,"not_found")}</p></ha-card>`:a`<ha-card>
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
      ${e.loaded?a`<span class="phase" data-more="sensor.phase">${d(s,`phase_${e.phase}`)}</span>`:p}
    </header>`}_footer(e){let{hass:s}=this,n=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return a`<footer role="none">
      ${n?a`${G(s,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${G(s,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${G(s,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:G(s,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,s={}){return!this.settling&&await this._do(e,s)}async _do(e,s={}){return this._give((n,r)=>U(n,r,e,s),V(e,s),Jn.includes(e))}_command(e,s={}){this._give((n,r)=>Xe(n,r,e,s),V(e))}async _give(e,s,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),de(r,o,s),!0}catch(l){return this._say(L(this.hass,l)),!1}finally{this._busy=!1}}_tell(e,s){this._say(Ce(this.hass,s,this._now)),this._whyOf=e,this._whyEarly=Qn.includes(s.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),Zn)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(s=>s.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};P.styles=Zi,h([y({attribute:!1})],P.prototype,"hass",2),h([y({attribute:!1})],P.prototype,"preview",2),h([y({type:Boolean,reflect:!0})],P.prototype,"settling",2),h([_()],P.prototype,"_config",2),h([_()],P.prototype,"_view",2),h([_()],P.prototype,"_unreachable",2),h([_()],P.prototype,"_chosen",2),h([_()],P.prototype,"_dialog",2),h([_()],P.prototype,"_why",2),h([_()],P.prototype,"_minute",2),P=h([N("backcare-card")],P)});function Ds(i,t,e,s){let{session:n}=t;if(n)return tr(i,t,n,s);let r=t.therapy??"ice",o=t.offers.find(c=>c.therapy===r),l=Ns.includes(t.next_step.state)&&!t.ended&&!o?.rests_until;return a`<div class="row" role="group" aria-label=${$(i,"therapy",r)}>
    ${l&&o?.length&&!t.read_only?ir(i,o,s):sr(i,t,o,e,s)}
  </div>`}function tr(i,t,e,s){let{finishes_at:n,longer:r,therapy:o}=e,l=T(i,300*1e3);return a`<div class="row" role="group" aria-label=${$(i,"therapy",o)}>
    ${t.read_only?p:n?Mt(d(i,"pause"),"mdi:pause",s.pause):Mt(d(i,"resume"),"mdi:play",s.resume)}
    ${Mt(d(i,"stop"),"mdi:stop",s.stop)}
    ${r&&!t.read_only?a`<button type="button" @click=${()=>s.longer(300)}>+${l}</button>`:p}
  </div>`}function ir(i,t,e){let{length:s,at_most:n,therapy:r}=t,o=er.filter(l=>l*60!==s&&l*60<=(n??0));return a`${Ls(i,t,e)}
  ${o.map(l=>{let c=js(i,r,l*Ms);return a`<button type="button" aria-label=${c} @click=${()=>e.start(r,{duration:l*60})}>
      ${T(i,l*Ms)}
    </button>`})}`}function sr(i,t,e,s,n){let{ended:r,next_step:o,read_only:l}=t,c=e?.refused,u=c&&Ns.includes(o.state)?Re(i,c,s):Rt(i,t,s),f=c?a`<button
        type="button"
        class="text"
        @click=${()=>n.tellWhy(Ce(i,c,s))}
      >
        ${u}
      </button>`:a`<p class="text">${u}</p>`;return l?f:r?a`${f}
      <button type="button" @click=${n.acknowledge}>${i.localize("ui.common.ok")}</button>`:a`${f} ${e?.length?Ls(i,e,n):p}`}function Ls(i,{therapy:t,length:e},s){let n=(e??0)*1e3,r=js(i,t,n);return a`<button
    type="button"
    class="start"
    aria-label=${r}
    @click=${()=>s.start(t)}
  >
    <ha-icon icon=${Qe[t]}></ha-icon>${T(i,n)}
  </button>`}function js(i,t,e){let s=$(i,"therapy",t);return`${d(i,"start",{therapy:s})}, ${T(i,e)}`}function Mt(i,t,e){return a`<button type="button" aria-label=${i} title=${i} @click=${e}>
    <ha-icon icon=${t}></ha-icon>
  </button>`}var Ms,er,Ns,Is=m(()=>{"use strict";k();Tt();zt();x();le();te();Ms=6e4,er=[10,15,20,30],Ns=["no_episode","use_ice","use_heat","stretch"]});var Fs={};Be(Fs,{BackcareSession:()=>M});function Us(i){if(!i)return"";let{session:t,ended:e,next_step:s}=i;return[t?.therapy,!!t?.finishes_at,e?.at,s.state].join()}var nr,M,qs=m(()=>{"use strict";k();ae();Is();me();he();x();Je();te();nr=700;M=class extends E{constructor(){super(...arguments);this.settling=!1;this._unreachable=!1;this._texts=new se(this);this._busy=!1;this._ahead=0;this._hadFocus=!1;this._commands={start:(e,s={})=>this._do("start_session",{therapy:e,...s},this._toMind(e)),pause:()=>this._do("pause_session"),resume:()=>this._do("resume_session"),stop:()=>{this._give((e,s)=>U(e,s,"stop_session"),"stop_session")},longer:e=>this._command("change_session",{by:e}),acknowledge:()=>this._command("acknowledge"),tellWhy:ce}}static getStubConfig(){return{type:"custom:backcare-session"}}setConfig(){}connectedCallback(){super.connectedCallback(),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this._settled),this.settling=!1,this._followed?.leave(),this._followed=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return s?.locale!==this.hass?.locale||s?.localize!==this.hass?.localize||s?.entities!==this.hass?.entities}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement,this._follow()}updated(){!this._hadFocus||this.shadowRoot?.activeElement||this.renderRoot.querySelector("button")?.focus()}render(){let{hass:e,_person:s}=this;return!e||!s||!this._texts.loaded?p:this._unreachable?a`<p class="text">${e.localize("state.default.unavailable")}</p>`:Ds(e,s,Date.now()+this._ahead,this._commands)}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=ie(this.hass,(e,s)=>{this._ahead=s,this._show(e),this._unreachable=!1},()=>{this._unreachable=!0}))}_show(e){let s=this._person;this._view=e,!(!s||Us(s)===Us(this._person))&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},nr))}get _person(){let{hass:e,context:s}=this;if(!e||!s?.entity_id)return;let n=ue(e,s.entity_id),r=this._view?.persons.find(o=>o.config_entry_id===n);return r?.loaded?r:void 0}_toMind(e){let{hass:s,_person:n}=this;if(!(!s||e!=="ice"&&e!=="heat"))return w(s,`care_start_${e}${e==="heat"&&n?.pad?"_pad":""}`)}_do(e,s={},n){this._once((r,o)=>U(r,o,e,s),V(e),n)}_command(e,s={}){this._once((n,r)=>Xe(n,r,e,s),V(e))}_once(e,s,n){this._busy||this.settling||(this._busy=!0,this._give(e,s,n).finally(()=>{this._busy=!1}))}async _give(e,s,n){let{hass:r,_person:o}=this;if(!(!r||!o))try{await e(r,o),de(r,o,s,n)}catch(l){ce(L(r,l))}}};M.styles=C`
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
  `,h([y({attribute:!1})],M.prototype,"hass",2),h([y({attribute:!1})],M.prototype,"context",2),h([y({type:Boolean,reflect:!0})],M.prototype,"settling",2),h([_()],M.prototype,"_view",2),h([_()],M.prototype,"_unreachable",2),M=h([N("backcare-session")],M)});var Xs={};Be(Xs,{dashboard:()=>Ks});function or(i){return new Promise(t=>{let e=n=>{s.leave(),t(n)},s=ie(i,n=>e(n.persons),()=>e([]))})}async function ar(i){let t=Object.values(i.entities).filter(n=>n.platform==="backcare"&&n.translation_key===Vs).map(n=>n.entity_id);if(!t.length)return[];let e=new Date(Date.now()-Ws*rr).toISOString(),s={statistic_ids:t,start_time:e,period:"day",types:["max"]};try{return Object.keys(await i.callWS({type:"recorder/statistics_during_period",...s}))}catch{return[]}}function Ks(i,t,e){let s=t.filter(n=>n.loaded||!n.private);return s.sort((n,r)=>Number(r.mine)-Number(n.mine)),s.length?{views:s.map(n=>lr(i,n,e))}:{views:[Ys("BackCare",[{type:Gs}])]}}function lr(i,{config_entry_id:t,name:e},s){let n=Se(i,t),r=n["timer.session"],o=n[`sensor.${Vs}`],l=n["calendar.therapy"],c=[];if(r){let u=[{type:"custom:backcare-session"}];c.push({type:"tile",entity:r,features:u,grid_options:{columns:"full"}})}if(o&&s.includes(o)){let u={entities:[o],days_to_show:Ws,period:"day",stat_types:["max"]};c.push({type:"statistics-graph",...u})}return l&&c.push({type:"calendar",initial_view:"listWeek",entities:[l]}),{...Ys(e,[{type:Gs,person:t}],c),path:t}}function Ys(i,...t){return{type:"sections",title:i,max_columns:2,sections:t.filter(e=>e.length).map(e=>({type:"grid",cards:e}))}}var Ws,rr,Vs,Gs,Nt,Zs=m(()=>{"use strict";me();he();x();Ws=28,rr=864e5,Vs="pain_level",Gs="custom:backcare-card",Nt=class extends HTMLElement{static{this.registryDependencies=["entities","devices","config"]}static async getCreateSuggestions(t){return await K(t),{title:d(t,"dashboard"),icon:"mdi:human"}}static async generate(t,e){return Ks(e,await or(e),await ar(e))}};customElements.define("ll-strategy-dashboard-backcare",Nt)});he();x();var Dt="BackCare",Js="https://github.com/backcare/backcare/blob/main/docs/dashboards.md";function Qs(i,t){let e=document.querySelector("home-assistant")?.hass;return e?(K(e).catch(()=>{}),d(e,i)||t):t}var pe=window;pe.customCards??=[];pe.customCards.push({type:"backcare-card",name:Dt,get description(){return Qs("about_card","What is right for the back now: sessions, the plan, the diary.")},preview:!0,documentationURL:Js,getEntitySuggestion(i,t){if(i.entities[t]?.platform!=="backcare")return null;let e=ue(i,t);return{config:{type:"custom:backcare-card",...e?{person:e}:{}}}}});pe.customStrategies??=[];pe.customStrategies.push({type:"backcare",strategyType:"dashboard",name:Dt,get description(){return Qs("about_dashboard","A view for each person: card, tile, pain and calendar.")},documentationURL:Js});pe.customCardFeatures??=[];pe.customCardFeatures.push({type:"backcare-session",name:Dt,isSupported:(i,{entity_id:t})=>t?.startsWith("timer.")&&i.entities[t]?.platform==="backcare"});customElements.whenDefined("home-assistant").then(()=>Promise.all([Promise.resolve().then(()=>(Os(),zs)),Promise.resolve().then(()=>(qs(),Fs)),Promise.resolve().then(()=>(Zs(),Xs))]));
