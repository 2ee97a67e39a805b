/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var zt=Object.defineProperty;var Js=Object.getOwnPropertyDescriptor;var m=(s,t,e)=>()=>{if(e)throw e[0];try{return s&&(t=s(s=0)),t}catch(i){throw e=[i],i}};var Je=(s,t)=>{for(var e in t)zt(s,e,{get:t[e],enumerable:!0})};var h=(s,t,e,i)=>{for(var n=i>1?void 0:i?Js(t,e):t,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(t,e,n):o(n))||n);return i&&n&&zt(t,e,n),n};function he(s,t){let e=s.entities[t];if(e?.platform!=="backcare")return;let i=e.device_id?s.devices[e.device_id]:void 0;return i?.config_entry_id??i?.primary_config_entry??i?.config_entries?.[0]}function Ot(s,t){let e={};for(let{entity_id:i,translation_key:n}of Object.values(s.entities))he(s,i)===t&&(e[`${i.split(".")[0]}.${n}`]=i);return e}var Ee=m(()=>{"use strict"});function Xe(s){return s.locale.time_zone==="server"?s.config.time_zone:void 0}function me(s,t){let{time_format:e,language:i}=s.locale,n=Xe(s);if(!t.hour)return new Intl.DateTimeFormat(i,{timeZone:n,...t});let r=e==="system"?void 0:i,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,l=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(i,{timeZone:n,...t,...l})}function W(s,t){return me(s,{hour:"numeric",minute:"2-digit"}).format(t)}function Mt(s,t){return me(s,{hour:"numeric"}).format(t)}function Dt(s,t){return me(s,{weekday:"short"}).format(t)}function H(s,t,e){let i=me(s,{year:"numeric",month:"numeric",day:"numeric"});if(i.format(t)===i.format(e))return W(s,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return me(s,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function O(s){return Math.ceil(s/6e4)*6e4}function Nt(s){let t=Math.ceil(Math.max(0,s)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function Ze(s){return Math.ceil(Math.max(0,s)/6e4)}function q(s,t,e){return Math.min(1,Math.max(0,(s-t)/(e-t)))}function Qe(s,t){return s<=0?0:s/(s+t)}function V(s,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:Xe(s),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),i=n=>e.find(r=>r.type===n)?.value??"";return`${i("year")}-${i("month")}-${i("day")} ${i("hour")}:${i("minute")}:00`}function Lt(s,t){return Xe(s)?t:new Date(t.replace(" ","T")).toISOString()}var M=m(()=>{"use strict"});async function L(s){await Promise.all(Xs.map(t=>s.loadBackendTranslation(t,"backcare")))}function d(s,t,e){return x(s,`card_${t}`,e)}function x(s,t,e){return s.localize(`${Te}.common.${t}`,e)}function jt(s,t){return`${s.localize(`${Te}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function $(s,t,e){return s.localize(`${Te}.selector.${t}.options.${e}`)}function Pe(s,t,e){let{reason:i,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=H(s,O(Date.parse(n)),e)),s.localize(`${Te}.exceptions.${i}.message`,o)}function Se(s,t,e){if(t.allowed_from){let i=O(Date.parse(t.allowed_from));return d(s,"from",{time:H(s,i,e)})}return d(s,`refused_${t.reason}`)||d(s,"refused")}function j(s,t){let{translation_domain:e,translation_key:i,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${i}.message`;return(i?s.localize(o,n):"")||r||d(s,"unreachable")}var Te,Xs,k=m(()=>{"use strict";M();Te="component.backcare",Xs=["common","entity","exceptions","selector"]});var He,Ce,Be,It,fe,Ut,C,Ft,et,tt=m(()=>{He=globalThis,Ce=He.ShadowRoot&&(He.ShadyCSS===void 0||He.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Be=Symbol(),It=new WeakMap,fe=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==Be)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Ce&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=It.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&It.set(e,t))}return t}toString(){return this.cssText}},Ut=s=>new fe(typeof s=="string"?s:s+"",void 0,Be),C=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new fe(e,s,Be)},Ft=(s,t)=>{if(Ce)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),n=He.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=e.cssText,s.appendChild(i)}},et=Ce?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return Ut(e)})(s):s});var Zs,Qs,Bs,en,tn,sn,Re,Wt,nn,rn,_e,ge,ze,qt,I,ye=m(()=>{tt();tt();({is:Zs,defineProperty:Qs,getOwnPropertyDescriptor:Bs,getOwnPropertyNames:en,getOwnPropertySymbols:tn,getPrototypeOf:sn}=Object),Re=globalThis,Wt=Re.trustedTypes,nn=Wt?Wt.emptyScript:"",rn=Re.reactiveElementPolyfillSupport,_e=(s,t)=>s,ge={toAttribute(s,t){switch(t){case Boolean:s=s?nn:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},ze=(s,t)=>!Zs(s,t),qt={attribute:!0,type:String,converter:ge,reflect:!1,useDefault:!1,hasChanged:ze};Symbol.metadata??=Symbol("metadata"),Re.litPropertyMetadata??=new WeakMap;I=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=qt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(t,i,e);n!==void 0&&Qs(this.prototype,t,n)}}static getPropertyDescriptor(t,e,i){let{get:n,set:r}=Bs(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let c=n?.call(this);r?.call(this,o),this.requestUpdate(t,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??qt}static _$Ei(){if(this.hasOwnProperty(_e("elementProperties")))return;let t=sn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(_e("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(_e("properties"))){let e=this.properties,i=[...en(e),...tn(e)];for(let n of i)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,n]of e)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let n=this._$Eu(e,i);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let n of i)e.unshift(et(n))}else t!==void 0&&e.push(et(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ft(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:ge).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,n=i._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:ge;this._$Em=n;let c=o.fromAttribute(e,r.type);this[n]=c??this._$Ej?.get(n)??c,this._$Em=null}}requestUpdate(t,e,i,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??ze)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,c=this[n];o!==!0||this._$AL.has(n)||c===void 0||this.C(n,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};I.elementStyles=[],I.shadowRootOptions={mode:"open"},I[_e("elementProperties")]=new Map,I[_e("finalized")]=new Map,rn?.({ReactiveElement:I}),(Re.reactiveElementVersions??=[]).push("2.1.2")});function ei(s,t){if(!ot(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Yt!==void 0?Yt.createHTML(t):t}function Q(s,t,e=s,i){if(t===Z)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,r=$e(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=Q(s,n._$AS(s,t.values),n,i)),t}var st,Vt,Oe,Yt,nt,U,rt,on,X,be,$e,ot,Qt,it,ve,Gt,Kt,K,Jt,Xt,Bt,at,a,we,mr,Z,p,Zt,J,ti,xe,Me,ie,B,De,Ne,Le,je,ii,an,si,se=m(()=>{st=globalThis,Vt=s=>s,Oe=st.trustedTypes,Yt=Oe?Oe.createPolicy("lit-html",{createHTML:s=>s}):void 0,nt="$lit$",U=`lit$${Math.random().toFixed(9).slice(2)}$`,rt="?"+U,on=`<${rt}>`,X=document,be=()=>X.createComment(""),$e=s=>s===null||typeof s!="object"&&typeof s!="function",ot=Array.isArray,Qt=s=>ot(s)||typeof s?.[Symbol.iterator]=="function",it=`[ 	
\f\r]`,ve=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Gt=/-->/g,Kt=/>/g,K=RegExp(`>|${it}(?:([^\\s"'>=/]+)(${it}*=${it}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Jt=/'/g,Xt=/"/g,Bt=/^(?:script|style|textarea|title)$/i,at=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),a=at(1),we=at(2),mr=at(3),Z=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Zt=new WeakMap,J=X.createTreeWalker(X,129);ti=(s,t)=>{let e=s.length-1,i=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=ve;for(let c=0;c<e;c++){let l=s[c],u,f,_=-1,w=0;for(;w<l.length&&(o.lastIndex=w,f=o.exec(l),f!==null);)w=o.lastIndex,o===ve?f[1]==="!--"?o=Gt:f[1]!==void 0?o=Kt:f[2]!==void 0?(Bt.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=K):f[3]!==void 0&&(o=K):o===K?f[0]===">"?(o=n??ve,_=-1):f[1]===void 0?_=-2:(_=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?K:f[3]==='"'?Xt:Jt):o===Xt||o===Jt?o=K:o===Gt||o===Kt?o=ve:(o=K,n=void 0);let y=o===K&&s[c+1].startsWith("/>")?" ":"";r+=o===ve?l+on:_>=0?(i.push(u),l.slice(0,_)+nt+l.slice(_)+U+y):l+U+(_===-2?c:y)}return[ei(s,r+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},xe=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let r=0,o=0,c=t.length-1,l=this.parts,[u,f]=ti(t,e);if(this.el=s.createElement(u,i),J.currentNode=this.el.content,e===2||e===3){let _=this.el.content.firstChild;_.replaceWith(..._.childNodes)}for(;(n=J.nextNode())!==null&&l.length<c;){if(n.nodeType===1){if(n.hasAttributes())for(let _ of n.getAttributeNames())if(_.endsWith(nt)){let w=f[o++],y=n.getAttribute(_).split(U),N=/([.?@])?(.*)/.exec(w);l.push({type:1,index:r,name:N[2],strings:y,ctor:N[1]==="."?De:N[1]==="?"?Ne:N[1]==="@"?Le:B}),n.removeAttribute(_)}else _.startsWith(U)&&(l.push({type:6,index:r}),n.removeAttribute(_));if(Bt.test(n.tagName)){let _=n.textContent.split(U),w=_.length-1;if(w>0){n.textContent=Oe?Oe.emptyScript:"";for(let y=0;y<w;y++)n.append(_[y],be()),J.nextNode(),l.push({type:2,index:++r});n.append(_[w],be())}}}else if(n.nodeType===8)if(n.data===rt)l.push({type:2,index:r});else{let _=-1;for(;(_=n.data.indexOf(U,_+1))!==-1;)l.push({type:7,index:r}),_+=U.length-1}r++}}static createElement(t,e){let i=X.createElement("template");return i.innerHTML=t,i}};Me=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??X).importNode(e,!0);J.currentNode=n;let r=J.nextNode(),o=0,c=0,l=i[0];for(;l!==void 0;){if(o===l.index){let u;l.type===2?u=new ie(r,r.nextSibling,this,t):l.type===1?u=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(u=new je(r,this,t)),this._$AV.push(u),l=i[++c]}o!==l?.index&&(r=J.nextNode(),o++)}return J.currentNode=X,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},ie=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Q(this,t,e),$e(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Z&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Qt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&$e(this._$AH)?this._$AA.nextSibling.data=t:this.T(X.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=xe.createElement(ei(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Me(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=Zt.get(t.strings);return e===void 0&&Zt.set(t.strings,e=new xe(t)),e}k(t){ot(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let r of t)n===e.length?e.push(i=new s(this.O(be()),this.O(be()),this,this.options)):i=e[n],i._$AI(r),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=Vt(t).nextSibling;Vt(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},B=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=p}_$AI(t,e=this,i,n){let r=this.strings,o=!1;if(r===void 0)t=Q(this,t,e,0),o=!$e(t)||t!==this._$AH&&t!==Z,o&&(this._$AH=t);else{let c=t,l,u;for(t=r[0],l=0;l<r.length-1;l++)u=Q(this,c[i+l],e,l),u===Z&&(u=this._$AH[l]),o||=!$e(u)||u!==this._$AH[l],u===p?t=p:t!==p&&(t+=(u??"")+r[l+1]),this._$AH[l]=u}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},De=class extends B{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Ne=class extends B{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Le=class extends B{constructor(t,e,i,n,r){super(t,e,i,n,r),this.type=5}_$AI(t,e=this){if((t=Q(this,t,e,0)??p)===Z)return;let i=this._$AH,n=t===p&&i!==p||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==p&&(i===p||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},je=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){Q(this,t)}},ii={M:nt,P:U,A:rt,C:1,L:ti,R:Me,D:Qt,V:Q,I:ie,H:B,N:Ne,U:Le,B:De,F:je},an=st.litHtmlPolyfillSupport;an?.(xe,ie),(st.litHtmlVersions??=[]).push("3.3.3");si=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let r=e?.renderBefore??null;i._$litPart$=n=new ie(t.insertBefore(be(),r),r,void 0,e??{})}return n._$AI(s),n}});var lt,T,ln,ni=m(()=>{ye();ye();se();se();lt=globalThis,T=class extends I{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=si(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Z}};T._$litElement$=!0,T.finalized=!0,lt.litElementHydrateSupport?.({LitElement:T});ln=lt.litElementPolyfillSupport;ln?.({LitElement:T});(lt.litElementVersions??=[]).push("4.2.2")});var ri=m(()=>{});var A=m(()=>{ye();se();ni();ri()});var D,oi=m(()=>{D=s=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(s,t)}):customElements.define(s,t)}});function v(s){return(t,e)=>typeof e=="object"?dn(s,t,e):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,t,e)}var cn,dn,ct=m(()=>{ye();cn={attribute:!0,type:String,converter:ge,reflect:!1,hasChanged:ze},dn=(s=cn,t,e)=>{let{kind:i,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(e.name,s),i==="accessor"){let{name:o}=e;return{set(c){let l=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,l,s,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,s,c),c}}}if(i==="setter"){let{name:o}=e;return function(c){let l=this[o];t.call(this,c),this.requestUpdate(o,l,s,!0,c)}}throw Error("Unsupported decorator location: "+i)}});function g(s){return v({...s,state:!0,attribute:!1})}var ai=m(()=>{ct();});var li=m(()=>{});var ee,ne=m(()=>{ee=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e)});function dt(s,t){return(e,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(t){let{get:o,set:c}=typeof i=="object"?e:n??(()=>{let l=Symbol();return{get(){return this[l]},set(u){this[l]=u}}})();return ee(e,i,{get(){let l=o.call(this);return l===void 0&&(l=r(this),(l!==null||this.hasUpdated)&&c.call(this,l)),l}})}return ee(e,i,{get(){return r(this)}})}}var ci=m(()=>{ne();});var di=m(()=>{ne();});var pi=m(()=>{ne();});var ui=m(()=>{ne();});var hi=m(()=>{ne();});var re=m(()=>{oi();ct();ai();li();ci();di();pi();ui();hi()});var mi,Ie,fi=m(()=>{mi=s=>(...t)=>({_$litDirective$:s,values:t}),Ie=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var io,pn,_i,gi=m(()=>{se();({I:io}=ii),pn={},_i=(s,t=pn)=>s._$AH=t});var yi,vi=m(()=>{se();fi();gi();yi=mi(class extends Ie{constructor(){super(...arguments),this.key=p}render(s,t){return this.key=s,t}update(s,[t,e]){return t!==this.key&&(_i(s),this.key=t),e}})});var bi=m(()=>{vi()});function $i(s,t,e,i){let n=t.doctor?un(s,t,t.doctor,e,i):p,r=ut(s,e.persons,t);return t.doctor==="emergency"?a`${n}${r}`:a`${r}${n}`}function pt(s,t){let e=t?.pad&&t.session?.therapy==="heat",i=d(s,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${i}</ha-alert>`}function un(s,t,e,{emergency_number:i},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${r?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${d(s,`doctor_${e}`)}</strong>
      ${t.red_flags.map(c=>$(s,"red_flag",c)).join(" · ")}
    </div>
    ${r&&i?a`<a class="call" href="tel:${i}">
            <ha-icon icon="mdi:phone"></ha-icon>${d(s,"call",{number:i})}
          </a>`:p}
    ${r&&!t.private?a`<button type="button" @click=${()=>n("report")}>
            ${d(s,"menu_report")}
          </button>`:p}
    ${o?a`<button type="button" @click=${()=>n("clear")}>
            ${d(s,"menu_clear")}
          </button>`:p}
  </div>`}function ut(s,t,e){let i=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(i.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>a`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${d(s,"pad_fault",{name:r})}</strong></div>
    </div>`)}var xi=m(()=>{"use strict";A();k()});function ki(s){let t=Math.random(),e=!1;return wi.then(()=>{e||history.state?.dialog||(ke.set(t,s),history.pushState({...history.state,[Ue]:t},""))}),()=>{e=!0,ke.delete(t),history.state?.[Ue]===t&&Ai()}}function Ai(){wi=new Promise(s=>{window.addEventListener("popstate",s,{once:!0}),window.setTimeout(s,1e3)}),history.back()}function Ei(){let s=history.state?.[Ue];s!==void 0&&!ke.has(s)&&Ai()}var Ue,ke,wi,Ti=m(()=>{"use strict";Ue="backcareDialog",ke=new Map,wi=Promise.resolve();window.addEventListener("popstate",()=>{let s=history.state?.[Ue];for(let[t,e]of ke)t!==s&&(ke.delete(t),e());Ei()});Ei()});function Pi(s,t,e,i){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=mn(s,t,e,i).filter(u=>u.to>n&&u.from<r),c=o.filter(u=>u.kind!=="rest"),l=["ice","heat"].filter(u=>t.today[u]>=60).map(u=>`${$(s,"therapy",u)} ${P(s,t.today[u]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${d(s,"today")}</span>
      <span class="aside">${l.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${c.map(u=>u.title).join(", ")||d(s,"nothing_today")}
    >
      ${o.map(u=>hn(u,n,r))}
      <span class="now" style="inset-inline-start: ${q(i,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(u=>a`<span>${Mt(s,n+u/4*(r-n))}</span>`)}
    </div>
    ${c.length?p:a`<p class="aside">${d(s,"nothing_today")}</p>`}
  </section>`}function P(s,t,e="short"){let i={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(s.locale.language,i).format(Math.floor(t/6e4))}function hn({from:s,to:t,kind:e,title:i},n,r){let o=q(s,n,r)*100,c=q(t,n,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${c}%"
    title=${i}
  ></span>`}function mn(s,t,e,i){let n=[],r=(l,u)=>{let f=u+(t.rests[l]??0)*1e3;if(f>u){let _=d(s,"rest_until",{time:W(s,f)});n.push({from:u,to:f,kind:"rest",title:_})}},o=(l,u,f)=>{let _=`${$(s,"therapy",l)} ${W(s,u)}–${W(s,f)}`;n.push({from:u,to:f,kind:l,title:_})};for(let l of e)l.kind==="exposure"&&r(l.therapy,Date.parse(l.ended));for(let l of e)l.kind==="session"&&o(l.therapy,Date.parse(l.at),Date.parse(l.ended));let c=t.session;return c&&o(c.therapy,Date.parse(c.started),i),n}var oe=m(()=>{"use strict";A();k();M()});function fn(s){return s.kind==="spasm"||s.kind==="pain"}function _n(s,t){switch(t.kind){case"pain":return ht(d(s,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:i,duration:n,eased_by:r}=t;return ht(e===null?d(s,"entry_spasm"):d(s,"entry_spasm_rated",{value:e}),n===null?null:Ae(s,n),i,r&&x(s,"report_entry_eased",{what:r}))}case"session":case"exposure":return ht($(s,"therapy",t.therapy),P(s,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(i=>$(s,"red_flag",i)).join(" · ");return t.kind==="flags_reported"?d(s,"entry_flags_reported",{flags:e}):d(s,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(s,"entry_flags_denied");case"episode":return d(s,"entry_episode")}}function Ae(s,t){if(t>=60)return P(s,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(s.locale.language,e).format(t)}function ht(...s){return s.filter(Boolean).join(" · ")}function Hi(s,t,{entries:e,more:i},n,r,o){let c=e.filter(l=>l.kind!=="exposure").reverse();return!c.length&&!i?a`<p>${d(s,"entries_none")}</p>`:a`<ul class="entries">
      ${c.map(l=>gn(s,t,l,n,r,o))}
    </ul>
    ${i?a`<button type="button" class="chip" @click=${o.older}>
            ${d(s,"entries_older")}
          </button>`:p}`}function gn(s,t,e,i,n,r){let o=_n(s,e),c=H(s,Date.parse(e.at),n),l=`${o}, ${c}`;return a`<li>
    <span class="what">${o}<small>${c}</small></span>
    ${t.read_only||!fn(e)?p:a`<button
              type="button"
              class="icon"
              aria-label=${d(s,"entry_edit",{entry:l})}
              @click=${()=>r.correct(e)}
            >
              <ha-icon icon="mdi:pencil"></ha-icon>
            </button>
            <button
              type="button"
              class="icon"
              aria-label=${d(s,"entry_delete",{entry:l})}
              aria-expanded=${i===e.id}
              @click=${()=>r.ask(i===e.id?void 0:e)}
            >
              <ha-icon icon="mdi:delete-outline"></ha-icon>
            </button>
            ${i===e.id?yn(s,e,r):p}`}
  </li>`}function yn(s,t,e){return a`<p class="sure" role="alert">
    ${d(s,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${s.localize("ui.common.delete")}
    </button>
  </p>`}var Si,Ci=m(()=>{"use strict";A();k();M();oe();Si=20});async function Fe(s){for(let t=0;t<120&&!s.activeElement;t+=1)s.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var mt=m(()=>{"use strict"});async function We(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let s=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([vn().catch(()=>{}),s])}async function vn(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var ft=m(()=>{"use strict"});function Ri(s,t){return{at:t,text:V(s,t)}}function zi(s,{at:t,text:e},i,n,r){let o=i===e;return r!==null&&i===V(s,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:Lt(s,i)}var Oi=m(()=>{"use strict";M()});function Mi(s,t){let e=!s.read_only,i=e&&s.onset!==null,n=s.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!s.private],["episode","mdi:calendar-plus",e&&s.phase!=="ice"],["onset","mdi:calendar-edit",i],["recovered","mdi:human-handsup",i&&s.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&s.phase==="recovery"],["end_episode","mdi:calendar-check",i],["clear","mdi:clipboard-check-outline",e&&s.red_flags.length>0],["report","mdi:file-document-outline",!s.private]].filter(([,,o])=>o).map(([o,c])=>[o,c])}var Di=m(()=>{"use strict"});function Ni(s,t,e,i){let n=Array.from({length:11-s},(r,o)=>o+s);return a`<fieldset class="scale">
    <legend>${t}</legend>
    <div style="grid-template-columns: repeat(${6-s}, minmax(0, 1fr))">
      ${n.map(r=>a`<label class=${r===e?"chosen":""}>
          <input
            type="radio"
            name="level"
            .checked=${r===e}
            @change=${()=>i(r)}
          />
          <span>${r}</span>
        </label>`)}
    </div>
  </fieldset>`}function _t(s,t,e,i){return a`<fieldset>
    <legend>${t}</legend>
    <div class="known">
      ${s.map(n=>a`<button
          type="button"
          class="chip"
          aria-pressed=${n===e}
          @click=${()=>i(n===e?"":n)}
        >
          ${n}
        </button>`)}
    </div>
  </fieldset>`}function gt(s,t,e,i){return a`${_t(s,t,e,i)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:n})=>i(n.value)}
    />`}function qe(s,t,e){return a`${s.map(([i,n])=>a`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(i)}
        @change=${({target:r})=>{let o=[...t].filter(c=>c!==i);e(new Set(r.checked?[...o,i]:o))}}
      />
      <span>${n}</span>
    </label>`)}`}var Ve,yt=m(()=>{"use strict";A();Ve=C`
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
`});async function ji(s,{config_entry_id:t}){let i={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${s.language}`,expires:bn};return(await s.callWS(i)).path}async function Ii(s,t){let e=await fetch(await ji(s,t)).catch(()=>{});if(!e?.ok)throw{};let i=$n.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],i??"report.html",{type:"text/html"})}}function Ui(s){return!!navigator.canShare?.({files:[s]})}async function Fi(s,t,e){let{file:i}=e;if(!Ui(i))return Li(s,t,i.name);try{await navigator.share({files:[i]})}catch(n){if(n.name==="AbortError")return;await Li(s,t,i.name)}}async function Li(s,t,e){let i=document.createElement("a");i.href=await ji(s,t),i.download=e,document.body.append(i),i.click(),i.remove()}function Wi(s,t,e,i){let n=t&&Ui(t.file);return a`${typeof window.print=="function"&&!s.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(s,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${i}>
    ${n?d(s,"share"):s.localize("ui.common.save")}
  </ha-button>`}var bn,$n,qi=m(()=>{"use strict";A();k();bn=300,$n=/filename="([^"]+)"/});var Vi,Yi,vt=m(()=>{"use strict";A();Vi=C`
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
`,Yi=C`
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
`});function ae(s,t,e){let{connection:i}=s,n=bt.get(i),r=n??xn(s),o={told:t,unreachable:e};return r.followers.add(o),queueMicrotask(()=>{!n||!r.followers.has(o)||(r.gone?e():r.view&&t({...r.view,now:new Date(Date.now()+r.ahead).toISOString()}))}),()=>{!r.followers.delete(o)||r.followers.size||(bt.delete(i),r.undo())}}function xn(s){let t={followers:new Set,ahead:0,gone:!1,undo:()=>{}};return bt.set(s.connection,t),t.undo=wn(s,e=>{t.view=e,t.ahead=Date.parse(e.now)-Date.now(),t.gone=!1;for(let i of[...t.followers])i.told(e)},()=>{t.gone=!0;for(let e of[...t.followers])e.unreachable()}),t}function wn(s,t,e){let{connection:i}=s,n=!0,r=0,o,c,l,u=()=>{window.clearTimeout(l),l=window.setTimeout(e,3e3)},f=async()=>{window.clearTimeout(c),window.clearTimeout(l),r+=1;let _=r;o=void 0;try{let w=await i.subscribeMessage(y=>{n&&_===r&&t(y)},{type:"backcare/subscribe"},{resubscribe:!1});n&&_===r?o=w:await w()}catch{if(!n||_!==r)return;e(),c=window.setTimeout(f,2e3)}};return i.addEventListener("ready",f),i.addEventListener("disconnected",u),f(),()=>{n=!1,window.clearTimeout(c),window.clearTimeout(l),i.removeEventListener("ready",f),i.removeEventListener("disconnected",u),o?.().catch(()=>{})}}async function F(s,t,e,i={}){let n={...i,config_entry_id:t.config_entry_id};await s.callService("backcare",e,n,void 0,!1)}async function Ye(s,t,e,i={}){await s.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...i})}async function le(s,t,e,i={}){let n={...i,config_entry_id:t.config_entry_id};return(await s.callService("backcare",e,n,void 0,!1,!0)).response}var bt,ce=m(()=>{"use strict";bt=new WeakMap});function Y(s,t={}){return s==="report_red_flags"&&!t.flags?.length?"answer_question":s==="mark_recovered"&&t.undo?"undo_recovered":An.has(s)?s:void 0}function pe(s,t,e,i){if(e===void 0)return;let n=()=>{$t(s,t).catch(o=>de(j(s,o)))},r={text:s.localize("ui.common.undo"),action:n};de(i??d(s,`done_${e}`),r)}async function $t(s,t){let{taken_back:e}=await le(s,t,"undo_last");de(x(s,`undone_${e}`))}function de(s,t){let e={id:"backcare",message:s,action:t,duration:kn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var kn,An,Ge=m(()=>{"use strict";k();ce();kn=1e4,An=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function Gi(s,t,e){if(t==="now")return V(s,e);if(t==="morning")return`${Ki(s,e)} ${Tn}`;if(t==="evening")return`${Ki(s,e-En)} ${Pn}`}function Ki(s,t){return V(s,t).slice(0,10)}function Ji(s,{when:t,at:e,now:i,label:n},r){let o=["now","morning","evening","choose"].filter(c=>c!=="morning"||`${Gi(s,c,i)}`<V(s,i));return a`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(c=>a`<button
          type="button"
          class="chip"
          aria-pressed=${c===t}
          @click=${()=>r(c,Gi(s,c,i)??e)}
        >
          ${d(s,`when_${c}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${V(s,i).slice(0,16).replace(" ","T")}
            @change=${({target:c})=>{let{value:l}=c;l&&r("choose",`${l.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var En,Tn,Pn,Xi=m(()=>{"use strict";A();k();M();En=864e5,Tn="07:00:00",Pn="20:00:00"});var Zi,Sn,b,Qi=m(()=>{"use strict";A();re();Ti();Ci();mt();ft();Oi();Di();yt();qi();vt();k();Ge();ce();Xi();Zi=[30,60,300,900],Sn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],b=class extends T{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:i,_report:n}=this;this._error="",n&&this._load(()=>Fi(e,i,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=ki(this._close),this._begin(this.kind),await We(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,i){this.kind=e,this._corrected=i;let n=i?.at??(e==="onset"?this.person.onset:null);this._asked=Ri(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(i?.kind==="spasm"?i.intensity:i?.level)??null,this._duration=i?.kind==="spasm"?i.duration:null,this._activity=i?.activity??"",this._eased=i?.kind==="spasm"&&i.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Fe(this.renderRoot)}async _load(e){try{await e()}catch(i){this._error=j(this.hass,i)}}async _loadReport(){this._report=await Ii(this.hass,this.person)}async _loadDiary(e){let i=e?.entries[0],n=await le(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:i?.at,limit:Si}),r=new Set(e?.entries.map(c=>c.id)),o=n.entries.filter(c=>!r.has(c.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`dialog_${this.kind}`)}render(){return this._ready?a`<ha-dialog
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
    </ha-dialog>`:p}_footer(){let{hass:e,kind:i}=this,n=i==="report"||i==="entries";return a`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${e.localize(n?"ui.common.close":"ui.common.cancel")}
      </ha-button>
      ${i==="clear"||i==="entries"?p:i==="report"?Wi(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${i==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${i}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:i}=this;switch(this.kind){case"spasm":return a`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${_t(Zi.map(n=>Ae(e,n)),d(e,"lasted"),this._duration===null?"":Ae(e,this._duration),n=>{let r=Zi.find(o=>Ae(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${gt(i.eased,d(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return a`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${i.onset?a`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(n=>a`<fieldset>
            <legend>${d(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"dialog_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,i){return Ni(e,i,this._level,n=>{this._level=n})}_named(e){let{activities:i}=this.person;return gt(i,d(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:i,_when:n,_at:r,_now:o}=this,c={when:n,at:r,now:o,label:d(i,`field_${e}`)};return Ji(i,c,(l,u)=>{this._when=l,this._at=l==="now"&&this.kind!=="onset"?this._asked.text:u})}_ticks(e){let i=e.map(n=>[n,$(this.hass,"red_flag",n)]);return qe(i,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,i=this.flags.emergency.some(o=>this._chosen.has(o)),n=Sn.filter(o=>!i||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
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
      </div>`}_entries(){let{hass:e,person:i,_diary:n}=this;return n?Hi(e,i,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:i,_now:n}=this;return a`<div class="menu">
      ${Mi(i,n).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&i.last_act?a`<small>${d(e,`done_${i.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:i,person:n}=this;switch(e){case"undo":return void this._do(()=>$t(i,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._told(this.person.onset),i=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:i,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:i,eased_by:this._eased.trim()||void 0,at:e}]}_told(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:zi(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._told(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._told(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,i={}){await F(this.hass,this.person,e,i),pe(this.hass,this.person,Y(e,i))}async _correct(e){await F(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await F(this.hass,this.person,"delete_entry",{entry_id:e.id}),this.dispatchEvent(new CustomEvent("backcare-deleted"))}async _do(e,i=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),i?this._begin("entries"):this._close()}catch(o){this._error=j(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():i&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[Ve,Yi],h([v({attribute:!1})],b.prototype,"hass",2),h([v({attribute:!1})],b.prototype,"person",2),h([v({attribute:!1})],b.prototype,"flags",2),h([v({attribute:!1})],b.prototype,"ahead",2),h([v()],b.prototype,"kind",2),h([g()],b.prototype,"_open",2),h([g()],b.prototype,"_busy",2),h([g()],b.prototype,"_error",2),h([g()],b.prototype,"_ready",2),h([g()],b.prototype,"_when",2),h([g()],b.prototype,"_at",2),h([g()],b.prototype,"_level",2),h([g()],b.prototype,"_duration",2),h([g()],b.prototype,"_activity",2),h([g()],b.prototype,"_eased",2),h([g()],b.prototype,"_chosen",2),h([g()],b.prototype,"_report",2),h([g()],b.prototype,"_diary",2),h([g()],b.prototype,"_deleting",2),b=h([D("backcare-dialog")],b)});var Bi,S,es=m(()=>{"use strict";A();re();M();Bi=2*Math.PI*54,S=class extends T{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._bar||!this._time)return;let e=Math.max(0,this._left()),i=Math.ceil(e/1e3)*1e3,n=1-Math.min(1,i/this.length);this._bar.style.strokeDashoffset=String(n*Bi);let r=Nt(e);this._time.textContent!==r&&(this._time.textContent=r);let o=Ze(e);(o<=1||o%5===0)&&(this._minutes=o),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(i=>i.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=Ze(this._left()))}updated(){this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${we`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${Bi}></circle>`}
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
  `,h([v({attribute:!1})],S.prototype,"finishesAt",2),h([v({attribute:!1})],S.prototype,"remaining",2),h([v({attribute:!1})],S.prototype,"length",2),h([v({attribute:!1})],S.prototype,"ahead",2),h([v({attribute:!1})],S.prototype,"caption",2),h([v({attribute:!1})],S.prototype,"spoken",2),h([g()],S.prototype,"_minutes",2),h([dt(".left")],S.prototype,"_bar",2),h([dt(".time")],S.prototype,"_time",2),S=h([D("backcare-ring")],S)});var Ke,xt=m(()=>{"use strict";Ke={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function ss(s,t,e,{ahead:i,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,c=$(s,"therapy",e.therapy),l=e.lapses_at?W(s,O(Date.parse(e.lapses_at))):"",u=o?d(s,"until",{time:W(s,O(o))}):d(s,"paused",{time:l}),f=!t.read_only,_=t.offers.filter(w=>w.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${c}>
    <h2>${c}</h2>
    <backcare-ring
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${i}
      .caption=${u}
      .spoken=${w=>d(s,"left",{therapy:c,time:P(s,w*is,"long")})}
    ></backcare-ring>
    ${o?Cn(s,e):p}
    <div class="buttons">
      ${f?o?G(s,"pause","mdi:pause","filled",r.pause):G(s,"resume","mdi:play","accent",r.resume):p}
      ${G(s,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(ts)}
              >+${P(s,ts*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?ns(s,t):p}
    ${os(s,t,_,n,r)}
  </section>`}function Cn(s,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let i=x(s,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${i}</p>`}function ns(s,{pad:t}){if(!t)return p;let{name:e,on:i,takes_back:n}=t;return a`<p class="aside">
    ${i?d(s,"pad_on",{name:e}):d(s,"pad_off",{name:e})}
    ${n?a`<strong>${x(s,"plug_takes_offs_back",n)}</strong>`:p}
  </p>`}function rs(s,t,e,i){if(t.read_only)return p;if(t.phase==="none")return Rn(s,t,e,i);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return a`<section class="hero ${n?.therapy??""}">
    ${n?a`${wt(s,t,n,"big",e,i)}${zn(s,n,i)}`:p}
    ${t.pad&&t.therapy==="heat"?ns(s,t):p}
    ${os(s,t,r,e,i)}
  </section>`}function Rn(s,t,e,i){let n=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${n?wt(s,t,n,n.length?"big":"tile",e,i):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${i.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${d(s,"menu_episode")}<small>${d(s,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function zn(s,{therapy:t,length:e,at_most:i,without_pad:n},r){let o=(i??0)/60,c=Hn.filter(l=>l<=o&&l*60!==e);return!c.length&&!n?p:a`<div class="ways" role="group" aria-label=${$(s,"therapy",t)}>
    ${c.map(l=>a`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:l*60})}
      >
        ${P(s,l*is)}
      </button>`)}
    ${n?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(s,"without_pad")}
          </button>`:p}
  </div>`}function os(s,t,e,i,n){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>wt(s,t,r,"tile",i,n))}
  </div>`}function wt(s,t,e,i,n,r){let{therapy:o,length:c,refused:l}=e,u=$(s,"therapy",o),f=i==="big"&&!l?d(s,"start",{therapy:u}):u,w=l?t.doctor==="emergency"?d(s,"refused"):Se(s,l,n):P(s,(c??0)*1e3);return a`<button
    type="button"
    class="${i} ${o} ${l?"refused":""}"
    @click=${()=>l?r.tellWhy(o,l):r.start(o)}
  >
    <ha-icon icon=${Ke[o]}></ha-icon>
    <span>${f}<small>${w}</small></span>
  </button>`}function G(s,t,e,i,n,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${i}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(s,t)}
  </ha-button>`}var is,ts,Hn,as=m(()=>{"use strict";A();es();xt();k();M();oe();is=6e4,ts=300,Hn=[5,10,15,20,30]});var On,R,ls=m(()=>{"use strict";A();re();mt();yt();k();On=700,R=class extends T{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._settling=!1;this._chosen=new Set}render(){let{hass:e,_step:i}=this;return a`<section aria-label=${d(e,"question")}>
      ${i==="emergency"?a`<p class="advice">${d(e,"advice")}</p>`:p}
      ${i==="which"?this._which():this._asked(i)}
      ${this._unsure?a`<p class="unsure" role="status">${x(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:i,person:n}=this;return a`<p>${x(i,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling}>
        ${this._answer("yes",()=>e==="emergency"?this._tell(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,i){return a`<button type="button" @click=${i}>
      ${x(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,i=[...this.flags.urgent,...this.flags.soon].filter(n=>n!=="urgent");return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${qe(i.map(n=>[n,$(e,"red_flag",n)]),this._chosen,n=>{this._chosen=n})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._tell(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${d(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._tell([])}_go(e){this._step=e,this._unsure=!1,this._settling=!0,window.setTimeout(()=>{this._settling=!1},On),this.updateComplete.then(()=>Fe(this.renderRoot))}_tell(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};R.styles=[Ve,C`
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
    `],h([v({attribute:!1})],R.prototype,"hass",2),h([v({attribute:!1})],R.prototype,"person",2),h([v({attribute:!1})],R.prototype,"flags",2),h([g()],R.prototype,"_step",2),h([g()],R.prototype,"_unsure",2),h([g()],R.prototype,"_settling",2),h([g()],R.prototype,"_chosen",2),R=h([D("backcare-question")],R)});function kt(s){return s.kind==="session"&&s.used>=Mn?s:void 0}function cs({unread:s,offers:t,read_only:e,private:i}){if(e||i)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return s.find(o=>o!=="patch_or_drowsy"||!r)}function ds(s,t,e,i){return a`<section class="note" aria-label=${d(s,"question")} ?inert=${e}>
    <p>${x(s,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${i}>${s.localize("ui.common.ok")}</button>
  </section>`}function ps(s,t){if(s.read_only||s.private||s.session||s.phase==="none")return!1;let e=Date.parse(s.today.since),i=t.map(r=>Date.parse(kt(r)?.ended??"")),n=Math.min(...i.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function us(s,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(s,"pain_now")}
  </button>`}function hs(s,{told:t,phase:e}){if(!t||e==="none")return p;let i=t.heat_after/3600;return a`<p class="aside told">
    ${i===72?p:d(s,"told_heat",{hours:i})}
    ${t.early_stretches?d(s,"told_stretches"):p}
  </p>`}var Mn,At=m(()=>{"use strict";A();k();Mn=60});function ms(s,t,e,i){let n=Date.parse(t.today.until),r=n-te*Et,o=y=>q(Date.parse(y),r,n)*100,c=e.filter(y=>Date.parse(y.at)>=r),l=c.filter(y=>y.kind==="pain"),u=c.filter(y=>y.kind==="spasm"),f=l.map(y=>({x:o(y.at),y:44-y.level*4})),_=l.at(-1),w=d(s,"pain_told",{days:te,levels:l.map(y=>y.level).join(", ")||"–",spasms:u.length});return a`<section class="pain">
    <h3>
      <span>${d(s,"pain")}</span>
      <span class="aside">${Dn(s,t,i)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${w}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(y=>we`<line class="grid" x1="0" x2="100" y1=${44-y*4} y2=${44-y*4}></line>`)}
        ${u.map(y=>{let N=o(y.at),Ks=3+(y.intensity??5)*.8;return we`<line class="spasm" x1=${N} x2=${N} y1="60" y2=${60-Ks}></line>`})}
        <polyline points=${f.map(y=>`${y.x},${y.y}`).join(" ")}></polyline>
      </svg>
      ${_?a`<span
              class="dot"
              style="inset-inline-start: ${o(_.at)}%; inset-block-start: ${(44-_.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:te},(y,N)=>a`<span>${Dt(s,r+(N+.5)*Et)}</span>`)}
    </div>
    ${Nn(s,c,r)} ${Ln(s,t)}
  </section>`}function Dn(s,{pain:t,pain_at:e,today:i},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(i.since)?`, ${H(s,r,n)}`:"";return a`<b>${t}</b>/10${o}`}function Nn(s,t,e){let i=["ice","heat"].map(r=>{let o=Array.from({length:te},()=>0);for(let l of t){if(kt(l)?.therapy!==r)continue;let u=Math.floor((Date.parse(l.at)-e)/Et);o[u]!==void 0&&(o[u]+=1)}let c=o.reduce((l,u)=>l+u,0);return{therapy:r,counts:o,total:c,name:$(s,"therapy",r)}}).filter(({total:r})=>r);if(!i.length)return p;let n=i.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${d(s,"sessions_had",{days:te,sessions:n})}
  >
    ${i.map(({therapy:r,counts:o,name:c})=>a`<div class="days ${r}" title=${c}>
        ${o.map(l=>a`<span>${l?a`<i></i>${l}×`:p}</span>`)}
      </div>`)}
  </div>`}function Ln(s,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:i,count:n})=>`${i} (${n}×)`).join(", ");return a`<p class="avoid">${d(s,"avoid",{names:e})}</p>`}var Et,te,fs=m(()=>{"use strict";A();At();k();M();Et=864e5,te=7});function _s(s,t,e,i){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?In(s,t,r,e,i):jn.includes(n.state)?p:a`<p class="step">${Tt(s,t,e)}${gs(s,t)}</p>`}function Tt(s,{next_step:t},e){let i={};return t.until&&(i.time=H(s,O(Date.parse(t.until)),e)),t.length!==null&&(i.duration=P(s,t.length*1e3,"long")),x(s,t.text,i)}function In(s,t,e,i,n){return a`<div class="ended ${e.therapy}" role="status">
    <p>${Un(s,t,e,i)}${gs(s,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${n}>${s.localize("ui.common.ok")}</button>`}
  </div>`}function Un(s,t,e,i){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return x(s,"announce_interrupted");if(n!=="ice"&&n!=="heat")return x(s,`announce_ended_${n}`);let{next_step:c}=t,l=r&&!t.pad?.on,u=x(s,l?"care_end_pad":`care_end_${n}`);if(!c.until||c.therapy!==n)return u;let f=H(s,O(Date.parse(c.until)),i);return`${u} ${x(s,`care_next_${n}`,{time:f})}`}function gs(s,{next_step:t}){return t.cut_off?a` <small>${jt(s,t.cut_off)}</small>`:p}var jn,Pt=m(()=>{"use strict";A();k();M();oe();jn=["call_emergency","unplug_pad","see_doctor_today"]});function vs(s,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let i=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,c={ice:q(e,i,o),heat:r?+(r>n):Qe(e-n,4*ys),recovery:r?Qe(e-r,10*ys):0},l=f=>H(s,f,e),u=r?d(s,"recovered_since",{time:l(r)}):e<n?d(s,"heat_from",{time:l(O(n))}):d(s,"heat_since",{time:l(n)});return a`<section class="timeline" aria-label=${d(s,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>Wn(s,f,c[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(s,"onset",{time:l(i)})}</span>
      <span>${u}</span>
    </div>
  </section>`}function Wn(s,t,e,i){let n=d(s,"now");return a`<li
    class="${t} ${i?"here":""}"
    style="flex-grow: ${Fn[t]}"
    aria-current=${i?"step":p}
  >
    <span class="label">${s.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${i?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var ys,Fn,bs=m(()=>{"use strict";A();k();M();ys=864e5,Fn={ice:50,heat:30,recovery:20}});function $s(s,t,e){let i=n=>s.find(r=>r.config_entry_id===n);return t?i(t):i(e)??s.find(n=>n.mine)??s.find(n=>n.loaded&&!n.private)??s.find(n=>n.loaded)??s[0]}function xs(s){try{return localStorage.getItem(ks(s))??""}catch{return""}}function ws(s,t){try{localStorage.setItem(ks(s),t)}catch{}}function ks(s){return`backcare-person-${s.user?.id??""}`}var As=m(()=>{"use strict"});var Ts={};Je(Ts,{BackcareCard:()=>E});function Es(s){if(!s?.loaded)return"";let{config_entry_id:t,phase:e,session:i,ended:n,doctor:r,unread:o,question:c}=s,l=[i?.therapy,i&&!!i.finishes_at],u=[n?.at,r,c,...o];return[t,e,...l,...u].join()}var qn,Vn,Yn,Gn,Kn,Jn,E,Ps=m(()=>{"use strict";A();re();bi();xi();Qi();as();ls();ft();At();fs();Pt();vt();k();bs();oe();Ge();ce();As();qn=864e5,Vn=6e4,Yn=2e4,Gn=["stop_session","report_red_flags"],Kn=["heat_too_early","massage_too_early"],Jn=700;E=class extends T{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._texts=!1;this._unreachable=!1;this._chosen="";this._entries=[];this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._ahead=0;this._hadFocus=!1;this._language="";this._readWith="";this._commands={start:(e,i={})=>{this._loosen("start_session",{therapy:e,...i})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),tellWhy:(e,i)=>this._tell(e,i)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,ws(this.hass,this._chosen)}),this._entries=[],this._read()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await L(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?d(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._entries=[],this._read()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),this._clock=window.setInterval(()=>{this._minute+=1},Vn),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._unfollow?.(),this._unfollow=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let i=e.get("hass");return!i||i.locale!==this.hass.locale||i.localize!==this.hass.localize||i.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&(this._follow(),this._language!==this.hass.language&&(this._language=this.hass.language,We(),this._loadTexts()))}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}async _loadTexts(){try{await L(this.hass),this._texts=!0}catch{this._language="",await new Promise(e=>window.setTimeout(e,2e3))}this._minute+=1}_follow(){this._unfollow||!this.hass||!this.isConnected||(this._unfollow=ae(this.hass,e=>{this._ahead=Date.parse(e.now)-Date.now(),this._show(()=>{this._view=e}),this._unreachable=!1,JSON.stringify(this._person)!==this._readWith&&this._read()},()=>{this._unreachable=!0}))}_show(e){let i=this._person;e();let n=this._person,r=i!==void 0&&Es(i)!==Es(n);(r||this._outdated(n))&&this._forgetWhy(),r&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},Jn))}async _read(){let e=this._person;if(this._readWith=JSON.stringify(e),!e?.loaded)return;if(e.private){this._entries=[];return}let i=new Date(Date.parse(e.today.since)-(te-1)*qn).toISOString();try{let n=await le(this.hass,e,"get_history",{start:i});this._person?.config_entry_id===e.config_entry_id&&(this._entries=n.entries)}catch{this._entries=[]}}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?xs(this.hass):"");return $s(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts)return a`<ha-card></ha-card>`;let{hass:e,_view:i}=this;if(!i){let r=d(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?a`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?pt(e,n):p}
      ${this._rightNow(n,i)} ${this._asked(n,i)} ${this._behind(n)}
      ${this._footer(n)}
      ${this._dialog?a`<backcare-dialog
              .hass=${e}
              .person=${n}
              .flags=${i.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${()=>this._open("")}
              @backcare-deleted=${()=>this._read()}
            ></backcare-dialog>`:p}
    </ha-card>`:a`<ha-card
        >${this._header(n)} ${this._unreachable?pt(e):p}
        ${ut(e,i.persons)}
        <p class="message">
          ${n.private?d(e,"private"):d(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(i)}_rightNow(e,i){let{hass:n,_now:r,_ahead:o}=this,{session:c}=e;return a`${$i(n,e,i,l=>this._open(l))}
    ${_s(n,e,r,()=>this._command("acknowledge"))}
    ${c?ss(n,e,c,{ahead:o,now:r},this._commands):rs(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,i){let{hass:n}=this;if(e.question)return yi(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${i.red_flags}
          @backcare-answered=${({detail:c})=>this._do("report_red_flags",{flags:c})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:cs(e);return r?ds(n,r,this.settling,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&ps(e,this._entries)?us(n,()=>this._open("pain")):p}_behind(e){let{hass:i,_config:n,_now:r}=this;return a`${n.hide_timeline?p:a`${vs(i,e,r)}${hs(i,e)}`}
    ${e.private?a`<p class="message">${d(i,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:i}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(i,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:i,_config:n,_now:r}=this;return a`${n.hide_today?p:Pi(i,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:ms(i,e,this._entries,r)}`}_nobody(e){let{hass:i}=this;return e.persons.length?a`<ha-card><p class="message">${d(i,"not_found")}</p></ha-card>`:a`<ha-card>
      <div class="message">
        <p>${d(i,"nobody")}</p>
        ${i.user?.is_admin?a`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${d(i,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:i}=this,n=this._view?.persons??[],r=!this._config.person&&n.length>1;return a`<header role="none">
      ${r?a`<select aria-label=${d(i,"choose_person")} @change=${this._choose}>
              ${n.map(o=>a`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:a`<h2>${e.name}</h2>`}
      ${e.loaded?a`<span class="phase">${d(i,`phase_${e.phase}`)}</span>`:p}
    </header>`}_footer(e){let{hass:i}=this,n=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return a`<footer role="none">
      ${n?a`${G(i,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${G(i,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${G(i,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:G(i,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,i={}){return!this.settling&&await this._do(e,i)}async _do(e,i={}){return this._give((n,r)=>F(n,r,e,i),Y(e,i),Gn.includes(e))}_command(e,i={}){this._give((n,r)=>Ye(n,r,e,i),Y(e))}async _give(e,i,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),pe(r,o,i),!0}catch(c){return this._say(j(this.hass,c)),!1}finally{this._busy=!1}}_tell(e,i){this._say(Pe(this.hass,i,this._now)),this._whyOf=e,this._whyEarly=Kn.includes(i.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),Yn)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(i=>i.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};E.styles=Vi,h([v({attribute:!1})],E.prototype,"hass",2),h([v({attribute:!1})],E.prototype,"preview",2),h([v({type:Boolean,reflect:!0})],E.prototype,"settling",2),h([g()],E.prototype,"_config",2),h([g()],E.prototype,"_view",2),h([g()],E.prototype,"_texts",2),h([g()],E.prototype,"_unreachable",2),h([g()],E.prototype,"_chosen",2),h([g()],E.prototype,"_entries",2),h([g()],E.prototype,"_dialog",2),h([g()],E.prototype,"_why",2),h([g()],E.prototype,"_minute",2),E=h([D("backcare-card")],E)});function Rs(s,t,e,i){let{session:n}=t;if(n)return Zn(s,t,n,i);let r=t.therapy??"ice",o=t.offers.find(l=>l.therapy===r),c=Cs.includes(t.next_step.state)&&!t.ended&&!o?.rests_until;return a`<div class="row" role="group" aria-label=${$(s,"therapy",r)}>
    ${c&&o?.length&&!t.read_only?Qn(s,o,i):Bn(s,t,o,e,i)}
  </div>`}function Zn(s,t,e,i){let{finishes_at:n,longer:r,therapy:o}=e,c=P(s,Hs*1e3);return a`<div class="row" role="group" aria-label=${$(s,"therapy",o)}>
    ${t.read_only?p:n?Ht(d(s,"pause"),"mdi:pause",i.pause):Ht(d(s,"resume"),"mdi:play",i.resume)}
    ${Ht(d(s,"stop"),"mdi:stop",i.stop)}
    ${r&&!t.read_only?a`<button type="button" @click=${()=>i.longer(Hs)}>+${c}</button>`:p}
  </div>`}function Qn(s,t,e){let{length:i,at_most:n,therapy:r}=t,o=Xn.filter(c=>c*60!==i&&c*60<=(n??0));return a`${zs(s,t,e)}
  ${o.map(c=>{let l=Os(s,r,c*Ss);return a`<button type="button" aria-label=${l} @click=${()=>e.start(r,{duration:c*60})}>
      ${P(s,c*Ss)}
    </button>`})}`}function Bn(s,t,e,i,n){let{ended:r,next_step:o,read_only:c}=t,l=e?.refused,u=l&&Cs.includes(o.state)?Se(s,l,i):Tt(s,t,i),f=l?a`<button
        type="button"
        class="text"
        @click=${()=>n.tellWhy(Pe(s,l,i))}
      >
        ${u}
      </button>`:a`<p class="text">${u}</p>`;return c?f:r?a`${f}
      <button type="button" @click=${n.acknowledge}>${s.localize("ui.common.ok")}</button>`:a`${f} ${e?.length?zs(s,e,n):p}`}function zs(s,{therapy:t,length:e},i){let n=(e??0)*1e3,r=Os(s,t,n);return a`<button
    type="button"
    class="start"
    aria-label=${r}
    @click=${()=>i.start(t)}
  >
    <ha-icon icon=${Ke[t]}></ha-icon>${P(s,n)}
  </button>`}function Os(s,t,e){let i=$(s,"therapy",t);return`${d(s,"start",{therapy:i})}, ${P(s,e)}`}function Ht(s,t,e){return a`<button type="button" aria-label=${s} title=${s} @click=${e}>
    <ha-icon icon=${t}></ha-icon>
  </button>`}var Ss,Hs,Xn,Cs,Ms=m(()=>{"use strict";A();xt();Pt();k();oe();Ss=6e4,Hs=300,Xn=[10,15,20,30],Cs=["no_episode","use_ice","use_heat","stretch"]});var Ns={};Je(Ns,{BackcareSession:()=>z});function Ds(s){if(!s)return"";let{session:t,ended:e,next_step:i}=s;return[t?.therapy,!!t?.finishes_at,e?.at,i.state].join()}var er,z,Ls=m(()=>{"use strict";A();re();Ms();Ee();k();Ge();ce();er=700;z=class extends T{constructor(){super(...arguments);this.settling=!1;this._texts=!1;this._unreachable=!1;this._busy=!1;this._ahead=0;this._language="";this._hadFocus=!1;this._commands={start:(e,i={})=>this._do("start_session",{therapy:e,...i},this._toMind(e)),pause:()=>this._do("pause_session"),resume:()=>this._do("resume_session"),stop:()=>{this._give((e,i)=>F(e,i,"stop_session"),"stop_session")},longer:e=>this._command("change_session",{by:e}),acknowledge:()=>this._command("acknowledge"),tellWhy:de}}static getStubConfig(){return{type:"custom:backcare-session"}}setConfig(){}connectedCallback(){super.connectedCallback(),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this._settled),this.settling=!1,this._unfollow?.(),this._unfollow=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let i=e.get("hass");return i?.locale!==this.hass?.locale||i?.localize!==this.hass?.localize||i?.entities!==this.hass?.entities}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement,this._follow(),this.hass&&this._language!==this.hass.language&&(this._language=this.hass.language,this._loadTexts(this.hass))}updated(){!this._hadFocus||this.shadowRoot?.activeElement||this.renderRoot.querySelector("button")?.focus()}render(){let{hass:e,_person:i}=this;return!e||!i||!this._texts?p:this._unreachable?a`<p class="text">${e.localize("state.default.unavailable")}</p>`:Rs(e,i,Date.now()+this._ahead,this._commands)}async _loadTexts(e){try{await L(e),this._texts=!0}catch{this._language="",await new Promise(i=>window.setTimeout(i,2e3))}this.requestUpdate()}_follow(){this._unfollow||!this.hass||!this.isConnected||(this._unfollow=ae(this.hass,e=>{this._ahead=Date.parse(e.now)-Date.now(),this._show(e),this._unreachable=!1},()=>{this._unreachable=!0}))}_show(e){let i=this._person;this._view=e,!(!i||Ds(i)===Ds(this._person))&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},er))}get _person(){let{hass:e,context:i}=this;if(!e||!i?.entity_id)return;let n=he(e,i.entity_id),r=this._view?.persons.find(o=>o.config_entry_id===n);return r?.loaded?r:void 0}_toMind(e){let{hass:i,_person:n}=this;if(!(!i||e!=="ice"&&e!=="heat"))return x(i,`care_start_${e}${e==="heat"&&n?.pad?"_pad":""}`)}_do(e,i={},n){this._once((r,o)=>F(r,o,e,i),Y(e),n)}_command(e,i={}){this._once((n,r)=>Ye(n,r,e,i),Y(e))}_once(e,i,n){this._busy||this.settling||(this._busy=!0,this._give(e,i,n).finally(()=>{this._busy=!1}))}async _give(e,i,n){let{hass:r,_person:o}=this;if(!(!r||!o))try{await e(r,o),pe(r,o,i,n)}catch(c){de(j(r,c))}}};z.styles=C`
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
  `,h([v({attribute:!1})],z.prototype,"hass",2),h([v({attribute:!1})],z.prototype,"context",2),h([v({type:Boolean,reflect:!0})],z.prototype,"settling",2),h([g()],z.prototype,"_view",2),h([g()],z.prototype,"_texts",2),h([g()],z.prototype,"_unreachable",2),z=h([D("backcare-session")],z)});var qs={};Je(qs,{dashboard:()=>Fs});function ir(s){return new Promise(t=>{let e=n=>{i(),t(n)},i=ae(s,n=>e(n.persons),()=>e([]))})}async function sr(s){let t=Object.values(s.entities).filter(n=>n.platform==="backcare"&&n.translation_key===Is).map(n=>n.entity_id);if(!t.length)return[];let e=new Date(Date.now()-js*tr).toISOString(),i={statistic_ids:t,start_time:e,period:"day",types:["max"]};try{return Object.keys(await s.callWS({type:"recorder/statistics_during_period",...i}))}catch{return[]}}function Fs(s,t,e){let i=t.filter(n=>n.loaded||!n.private);return i.sort((n,r)=>Number(r.mine)-Number(n.mine)),i.length?{views:i.map(n=>nr(s,n,e))}:{views:[Ws("BackCare",[{type:Us}])]}}function nr(s,{config_entry_id:t,name:e},i){let n=Ot(s,t),r=n["timer.session"],o=n[`sensor.${Is}`],c=n["calendar.therapy"],l=[];if(r){let u=[{type:"custom:backcare-session"}];l.push({type:"tile",entity:r,features:u,grid_options:{columns:"full"}})}if(o&&i.includes(o)){let u={entities:[o],days_to_show:js,period:"day",stat_types:["max"]};l.push({type:"statistics-graph",...u})}return c&&l.push({type:"calendar",initial_view:"listWeek",entities:[c]}),{...Ws(e,[{type:Us,person:t}],l),path:t}}function Ws(s,...t){return{type:"sections",title:s,max_columns:2,sections:t.filter(e=>e.length).map(e=>({type:"grid",cards:e}))}}var js,tr,Is,Us,Ct,Vs=m(()=>{"use strict";Ee();k();ce();js=28,tr=864e5,Is="pain_level",Us="custom:backcare-card",Ct=class extends HTMLElement{static{this.registryDependencies=["entities","devices","config"]}static async getCreateSuggestions(t){return await L(t),{title:d(t,"dashboard"),icon:"mdi:human"}}static async generate(t,e){return Fs(e,await ir(e),await sr(e))}};customElements.define("ll-strategy-dashboard-backcare",Ct)});Ee();k();var Rt="BackCare",Ys="https://github.com/backcare/backcare/blob/main/docs/dashboards.md";function Gs(s,t){let e=document.querySelector("home-assistant")?.hass;return e?(L(e).catch(()=>{}),d(e,s)||t):t}var ue=window;ue.customCards??=[];ue.customCards.push({type:"backcare-card",name:Rt,get description(){return Gs("about_card","What is right for the back now: sessions, the plan, the diary.")},preview:!0,documentationURL:Ys,getEntitySuggestion(s,t){if(s.entities[t]?.platform!=="backcare")return null;let e=he(s,t);return{config:{type:"custom:backcare-card",...e?{person:e}:{}}}}});ue.customStrategies??=[];ue.customStrategies.push({type:"backcare",strategyType:"dashboard",name:Rt,get description(){return Gs("about_dashboard","A view for each person: card, tile, pain and calendar.")},documentationURL:Ys});ue.customCardFeatures??=[];ue.customCardFeatures.push({type:"backcare-session",name:Rt,isSupported:(s,{entity_id:t})=>t?.startsWith("timer.")&&s.entities[t]?.platform==="backcare"});customElements.whenDefined("home-assistant").then(()=>Promise.all([Promise.resolve().then(()=>(Ps(),Ts)),Promise.resolve().then(()=>(Ls(),Ns)),Promise.resolve().then(()=>(Vs(),qs))]));
