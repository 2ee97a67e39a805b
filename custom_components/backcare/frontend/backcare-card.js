/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var Nt=Object.defineProperty;var Js=Object.getOwnPropertyDescriptor;var m=(s,t,e)=>()=>{if(e)throw e[0];try{return s&&(t=s(s=0)),t}catch(i){throw e=[i],i}};var Ze=(s,t)=>{for(var e in t)Nt(s,e,{get:t[e],enumerable:!0})};var u=(s,t,e,i)=>{for(var n=i>1?void 0:i?Js(t,e):t,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(t,e,n):o(n))||n);return i&&n&&Nt(t,e,n),n};function de(s,t){let e=s.entities[t];if(e?.platform!=="backcare")return;let i=e.device_id?s.devices[e.device_id]:void 0;return i?.config_entry_id??i?.primary_config_entry??i?.config_entries?.[0]}function Dt(s,t){let e={};for(let{entity_id:i,translation_key:n}of Object.values(s.entities))de(s,i)===t&&(e[`${i.split(".")[0]}.${n}`]=i);return e}var Ae=m(()=>{"use strict"});var Ee,Te,Je,Lt,pe,jt,H,Ut,Qe,Be=m(()=>{Ee=globalThis,Te=Ee.ShadowRoot&&(Ee.ShadyCSS===void 0||Ee.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Je=Symbol(),Lt=new WeakMap,pe=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==Je)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Te&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=Lt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&Lt.set(e,t))}return t}toString(){return this.cssText}},jt=s=>new pe(typeof s=="string"?s:s+"",void 0,Je),H=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new pe(e,s,Je)},Ut=(s,t)=>{if(Te)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),n=Ee.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=e.cssText,s.appendChild(i)}},Qe=Te?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return jt(e)})(s):s});var Qs,Bs,en,tn,sn,nn,Pe,It,rn,on,he,ue,Se,Ft,L,me=m(()=>{Be();Be();({is:Qs,defineProperty:Bs,getOwnPropertyDescriptor:en,getOwnPropertyNames:tn,getOwnPropertySymbols:sn,getPrototypeOf:nn}=Object),Pe=globalThis,It=Pe.trustedTypes,rn=It?It.emptyScript:"",on=Pe.reactiveElementPolyfillSupport,he=(s,t)=>s,ue={toAttribute(s,t){switch(t){case Boolean:s=s?rn:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},Se=(s,t)=>!Qs(s,t),Ft={attribute:!0,type:String,converter:ue,reflect:!1,useDefault:!1,hasChanged:Se};Symbol.metadata??=Symbol("metadata"),Pe.litPropertyMetadata??=new WeakMap;L=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Ft){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(t,i,e);n!==void 0&&Bs(this.prototype,t,n)}}static getPropertyDescriptor(t,e,i){let{get:n,set:r}=en(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let c=n?.call(this);r?.call(this,o),this.requestUpdate(t,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Ft}static _$Ei(){if(this.hasOwnProperty(he("elementProperties")))return;let t=nn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(he("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(he("properties"))){let e=this.properties,i=[...tn(e),...sn(e)];for(let n of i)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,n]of e)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let n=this._$Eu(e,i);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let n of i)e.unshift(Qe(n))}else t!==void 0&&e.push(Qe(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ut(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:ue).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,n=i._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:ue;this._$Em=n;let c=o.fromAttribute(e,r.type);this[n]=c??this._$Ej?.get(n)??c,this._$Em=null}}requestUpdate(t,e,i,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??Se)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,c=this[n];o!==!0||this._$AL.has(n)||c===void 0||this.C(n,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};L.elementStyles=[],L.shadowRootOptions={mode:"open"},L[he("elementProperties")]=new Map,L[he("finalized")]=new Map,on?.({ReactiveElement:L}),(Pe.reactiveElementVersions??=[]).push("2.1.2")});function Qt(s,t){if(!nt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Wt!==void 0?Wt.createHTML(t):t}function J(s,t,e=s,i){if(t===Z)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,r=ge(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=J(s,n._$AS(s,t.values),n,i)),t}var tt,qt,He,Wt,it,j,st,an,X,_e,ge,nt,Zt,et,fe,Vt,Yt,G,Gt,Kt,Jt,rt,a,ye,dr,Z,p,Xt,K,Bt,ve,Ce,te,Q,Re,ze,Oe,Me,ei,ln,ti,ie=m(()=>{tt=globalThis,qt=s=>s,He=tt.trustedTypes,Wt=He?He.createPolicy("lit-html",{createHTML:s=>s}):void 0,it="$lit$",j=`lit$${Math.random().toFixed(9).slice(2)}$`,st="?"+j,an=`<${st}>`,X=document,_e=()=>X.createComment(""),ge=s=>s===null||typeof s!="object"&&typeof s!="function",nt=Array.isArray,Zt=s=>nt(s)||typeof s?.[Symbol.iterator]=="function",et=`[ 	
\f\r]`,fe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Vt=/-->/g,Yt=/>/g,G=RegExp(`>|${et}(?:([^\\s"'>=/]+)(${et}*=${et}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Gt=/'/g,Kt=/"/g,Jt=/^(?:script|style|textarea|title)$/i,rt=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),a=rt(1),ye=rt(2),dr=rt(3),Z=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Xt=new WeakMap,K=X.createTreeWalker(X,129);Bt=(s,t)=>{let e=s.length-1,i=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=fe;for(let c=0;c<e;c++){let l=s[c],h,f,_=-1,A=0;for(;A<l.length&&(o.lastIndex=A,f=o.exec(l),f!==null);)A=o.lastIndex,o===fe?f[1]==="!--"?o=Vt:f[1]!==void 0?o=Yt:f[2]!==void 0?(Jt.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=G):f[3]!==void 0&&(o=G):o===G?f[0]===">"?(o=n??fe,_=-1):f[1]===void 0?_=-2:(_=o.lastIndex-f[2].length,h=f[1],o=f[3]===void 0?G:f[3]==='"'?Kt:Gt):o===Kt||o===Gt?o=G:o===Vt||o===Yt?o=fe:(o=G,n=void 0);let v=o===G&&s[c+1].startsWith("/>")?" ":"";r+=o===fe?l+an:_>=0?(i.push(h),l.slice(0,_)+it+l.slice(_)+j+v):l+j+(_===-2?c:v)}return[Qt(s,r+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},ve=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let r=0,o=0,c=t.length-1,l=this.parts,[h,f]=Bt(t,e);if(this.el=s.createElement(h,i),K.currentNode=this.el.content,e===2||e===3){let _=this.el.content.firstChild;_.replaceWith(..._.childNodes)}for(;(n=K.nextNode())!==null&&l.length<c;){if(n.nodeType===1){if(n.hasAttributes())for(let _ of n.getAttributeNames())if(_.endsWith(it)){let A=f[o++],v=n.getAttribute(_).split(j),D=/([.?@])?(.*)/.exec(A);l.push({type:1,index:r,name:D[2],strings:v,ctor:D[1]==="."?Re:D[1]==="?"?ze:D[1]==="@"?Oe:Q}),n.removeAttribute(_)}else _.startsWith(j)&&(l.push({type:6,index:r}),n.removeAttribute(_));if(Jt.test(n.tagName)){let _=n.textContent.split(j),A=_.length-1;if(A>0){n.textContent=He?He.emptyScript:"";for(let v=0;v<A;v++)n.append(_[v],_e()),K.nextNode(),l.push({type:2,index:++r});n.append(_[A],_e())}}}else if(n.nodeType===8)if(n.data===st)l.push({type:2,index:r});else{let _=-1;for(;(_=n.data.indexOf(j,_+1))!==-1;)l.push({type:7,index:r}),_+=j.length-1}r++}}static createElement(t,e){let i=X.createElement("template");return i.innerHTML=t,i}};Ce=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??X).importNode(e,!0);K.currentNode=n;let r=K.nextNode(),o=0,c=0,l=i[0];for(;l!==void 0;){if(o===l.index){let h;l.type===2?h=new te(r,r.nextSibling,this,t):l.type===1?h=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(h=new Me(r,this,t)),this._$AV.push(h),l=i[++c]}o!==l?.index&&(r=K.nextNode(),o++)}return K.currentNode=X,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},te=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=J(this,t,e),ge(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Z&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Zt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&ge(this._$AH)?this._$AA.nextSibling.data=t:this.T(X.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=ve.createElement(Qt(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Ce(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=Xt.get(t.strings);return e===void 0&&Xt.set(t.strings,e=new ve(t)),e}k(t){nt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let r of t)n===e.length?e.push(i=new s(this.O(_e()),this.O(_e()),this,this.options)):i=e[n],i._$AI(r),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=qt(t).nextSibling;qt(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Q=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=p}_$AI(t,e=this,i,n){let r=this.strings,o=!1;if(r===void 0)t=J(this,t,e,0),o=!ge(t)||t!==this._$AH&&t!==Z,o&&(this._$AH=t);else{let c=t,l,h;for(t=r[0],l=0;l<r.length-1;l++)h=J(this,c[i+l],e,l),h===Z&&(h=this._$AH[l]),o||=!ge(h)||h!==this._$AH[l],h===p?t=p:t!==p&&(t+=(h??"")+r[l+1]),this._$AH[l]=h}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Re=class extends Q{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},ze=class extends Q{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Oe=class extends Q{constructor(t,e,i,n,r){super(t,e,i,n,r),this.type=5}_$AI(t,e=this){if((t=J(this,t,e,0)??p)===Z)return;let i=this._$AH,n=t===p&&i!==p||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==p&&(i===p||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Me=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){J(this,t)}},ei={M:it,P:j,A:st,C:1,L:Bt,R:Ce,D:Zt,V:J,I:te,H:Q,N:ze,U:Oe,B:Re,F:Me},ln=tt.litHtmlPolyfillSupport;ln?.(ve,te),(tt.litHtmlVersions??=[]).push("3.3.3");ti=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let r=e?.renderBefore??null;i._$litPart$=n=new te(t.insertBefore(_e(),r),r,void 0,e??{})}return n._$AI(s),n}});var ot,T,cn,ii=m(()=>{me();me();ie();ie();ot=globalThis,T=class extends L{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=ti(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Z}};T._$litElement$=!0,T.finalized=!0,ot.litElementHydrateSupport?.({LitElement:T});cn=ot.litElementPolyfillSupport;cn?.({LitElement:T});(ot.litElementVersions??=[]).push("4.2.2")});var si=m(()=>{});var x=m(()=>{me();ie();ii();si()});var N,ni=m(()=>{N=s=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(s,t)}):customElements.define(s,t)}});function y(s){return(t,e)=>typeof e=="object"?pn(s,t,e):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,t,e)}var dn,pn,at=m(()=>{me();dn={attribute:!0,type:String,converter:ue,reflect:!1,hasChanged:Se},pn=(s=dn,t,e)=>{let{kind:i,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(e.name,s),i==="accessor"){let{name:o}=e;return{set(c){let l=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,l,s,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,s,c),c}}}if(i==="setter"){let{name:o}=e;return function(c){let l=this[o];t.call(this,c),this.requestUpdate(o,l,s,!0,c)}}throw Error("Unsupported decorator location: "+i)}});function g(s){return y({...s,state:!0,attribute:!1})}var ri=m(()=>{at();});var oi=m(()=>{});var B,se=m(()=>{B=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e)});function lt(s,t){return(e,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(t){let{get:o,set:c}=typeof i=="object"?e:n??(()=>{let l=Symbol();return{get(){return this[l]},set(h){this[l]=h}}})();return B(e,i,{get(){let l=o.call(this);return l===void 0&&(l=r(this),(l!==null||this.hasUpdated)&&c.call(this,l)),l}})}return B(e,i,{get(){return r(this)}})}}var ai=m(()=>{se();});var li=m(()=>{se();});var ci=m(()=>{se();});var di=m(()=>{se();});var pi=m(()=>{se();});var ne=m(()=>{ni();at();ri();oi();ai();li();ci();di();pi()});var hi,Ne,ui=m(()=>{hi=s=>(...t)=>({_$litDirective$:s,values:t}),Ne=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var Qr,hn,mi,fi=m(()=>{ie();({I:Qr}=ei),hn={},mi=(s,t=hn)=>s._$AH=t});var _i,gi=m(()=>{ie();ui();fi();_i=hi(class extends Ne{constructor(){super(...arguments),this.key=p}render(s,t){return this.key=s,t}update(s,[t,e]){return t!==this.key&&(mi(s),this.key=t),e}})});var vi=m(()=>{gi()});function ct(s){return s.locale.time_zone==="server"?s.config.time_zone:void 0}function be(s,t){let{time_format:e,language:i}=s.locale,n=ct(s);if(!t.hour)return new Intl.DateTimeFormat(i,{timeZone:n,...t});let r=e==="system"?void 0:i,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,l=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(i,{timeZone:n,...t,...l})}function F(s,t){return be(s,{hour:"numeric",minute:"2-digit"}).format(t)}function yi(s,t){return be(s,{hour:"numeric"}).format(t)}function bi(s,t){return be(s,{weekday:"short"}).format(t)}function C(s,t,e){let i=be(s,{year:"numeric",month:"numeric",day:"numeric"});if(i.format(t)===i.format(e))return F(s,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return be(s,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function O(s){return Math.ceil(s/6e4)*6e4}function $i(s){let t=Math.ceil(Math.max(0,s)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function dt(s){return Math.ceil(Math.max(0,s)/6e4)}function q(s,t,e){return Math.min(1,Math.max(0,(s-t)/(e-t)))}function pt(s,t){return s<=0?0:s/(s+t)}function W(s,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:ct(s),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),i=n=>e.find(r=>r.type===n)?.value??"";return`${i("year")}-${i("month")}-${i("day")} ${i("hour")}:${i("minute")}:00`}function wi(s,t){return ct(s)?t:new Date(t.replace(" ","T")).toISOString()}var M=m(()=>{"use strict"});async function ee(s){await Promise.all(un.map(t=>s.loadBackendTranslation(t,"backcare")))}function d(s,t,e){return w(s,`card_${t}`,e)}function w(s,t,e){return s.localize(`${De}.common.${t}`,e)}function xi(s,t){return`${s.localize(`${De}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function $(s,t,e){return s.localize(`${De}.selector.${t}.options.${e}`)}function Le(s,t,e){let{reason:i,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=C(s,O(Date.parse(n)),e)),s.localize(`${De}.exceptions.${i}.message`,o)}function je(s,t,e){if(t.allowed_from){let i=O(Date.parse(t.allowed_from));return d(s,"from",{time:C(s,i,e)})}return d(s,`refused_${t.reason}`)||d(s,"refused")}function U(s,t){let{translation_domain:e,translation_key:i,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${i}.message`;return(i?s.localize(o,n):"")||r||d(s,"unreachable")}var De,un,k=m(()=>{"use strict";M();De="component.backcare",un=["common","entity","exceptions","selector"]});function ki(s,t,e,i){let n=t.doctor?mn(s,t,t.doctor,e,i):p,r=ut(s,e.persons,t);return t.doctor==="emergency"?a`${n}${r}`:a`${r}${n}`}function ht(s,t){let e=t?.pad&&t.session?.therapy==="heat",i=d(s,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${i}</ha-alert>`}function mn(s,t,e,{emergency_number:i},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
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
    </div>`)}var Ai=m(()=>{"use strict";x();k()});function Ti(s){let t=Math.random(),e=!1;return Ei.then(()=>{e||history.state?.dialog||($e.set(t,s),history.pushState({...history.state,[Ue]:t},""))}),()=>{e=!0,$e.delete(t),history.state?.[Ue]===t&&Pi()}}function Pi(){Ei=new Promise(s=>{window.addEventListener("popstate",s,{once:!0}),window.setTimeout(s,1e3)}),history.back()}function Si(){let s=history.state?.[Ue];s!==void 0&&!$e.has(s)&&Pi()}var Ue,$e,Ei,Hi=m(()=>{"use strict";Ue="backcareDialog",$e=new Map,Ei=Promise.resolve();window.addEventListener("popstate",()=>{let s=history.state?.[Ue];for(let[t,e]of $e)t!==s&&($e.delete(t),e());Si()});Si()});function Ci(s,t,e,i){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=_n(s,t,e,i).filter(h=>h.to>n&&h.from<r),c=o.filter(h=>h.kind!=="rest"),l=["ice","heat"].filter(h=>t.today[h]>=60).map(h=>`${$(s,"therapy",h)} ${P(s,t.today[h]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${d(s,"today")}</span>
      <span class="aside">${l.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${c.map(h=>h.title).join(", ")||d(s,"nothing_today")}
    >
      ${o.map(h=>fn(h,n,r))}
      <span class="now" style="inset-inline-start: ${q(i,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(h=>a`<span>${yi(s,n+h/4*(r-n))}</span>`)}
    </div>
    ${c.length?p:a`<p class="aside">${d(s,"nothing_today")}</p>`}
  </section>`}function P(s,t,e="short"){let i={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(s.locale.language,i).format(Math.floor(t/6e4))}function fn({from:s,to:t,kind:e,title:i},n,r){let o=q(s,n,r)*100,c=q(t,n,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${c}%"
    title=${i}
  ></span>`}function _n(s,t,e,i){let n=[],r=(l,h)=>{let f=h+(t.rests[l]??0)*1e3;if(f>h){let _=d(s,"rest_until",{time:F(s,f)});n.push({from:h,to:f,kind:"rest",title:_})}},o=(l,h,f)=>{let _=`${$(s,"therapy",l)} ${F(s,h)}–${F(s,f)}`;n.push({from:h,to:f,kind:l,title:_})};for(let l of e)l.kind==="exposure"&&r(l.therapy,Date.parse(l.ended));for(let l of e)l.kind==="session"&&o(l.therapy,Date.parse(l.at),Date.parse(l.ended));let c=t.session;return c&&o(c.therapy,Date.parse(c.started),i),n}var re=m(()=>{"use strict";x();k();M()});function gn(s){return s.kind==="spasm"||s.kind==="pain"}function vn(s,t){switch(t.kind){case"pain":return mt(d(s,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:i,duration:n,eased_by:r}=t;return mt(e===null?d(s,"entry_spasm"):d(s,"entry_spasm_rated",{value:e}),n===null?null:we(s,n),i,r&&w(s,"report_entry_eased",{what:r}))}case"session":case"exposure":return mt($(s,"therapy",t.therapy),P(s,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(i=>$(s,"red_flag",i)).join(" · ");return t.kind==="flags_reported"?d(s,"entry_flags_reported",{flags:e}):d(s,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(s,"entry_flags_denied");case"episode":return d(s,"entry_episode")}}function we(s,t){if(t>=60)return P(s,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(s.locale.language,e).format(t)}function mt(...s){return s.filter(Boolean).join(" · ")}function zi(s,t,{entries:e,more:i},n,r,o){let c=e.filter(l=>l.kind!=="exposure").reverse();return!c.length&&!i?a`<p>${d(s,"entries_none")}</p>`:a`<ul class="entries">
      ${c.map(l=>yn(s,t,l,n,r,o))}
    </ul>
    ${i?a`<button type="button" class="chip" @click=${o.older}>
            ${d(s,"entries_older")}
          </button>`:p}`}function yn(s,t,e,i,n,r){let o=vn(s,e),c=C(s,Date.parse(e.at),n),l=`${o}, ${c}`;return a`<li>
    <span class="what">${o}<small>${c}</small></span>
    ${t.read_only||!gn(e)?p:a`<button
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
            ${i===e.id?bn(s,e,r):p}`}
  </li>`}function bn(s,t,e){return a`<p class="sure" role="alert">
    ${d(s,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${s.localize("ui.common.delete")}
    </button>
  </p>`}var Ri,Oi=m(()=>{"use strict";x();k();M();re();Ri=20});async function Ie(s){for(let t=0;t<120&&!s.activeElement;t+=1)s.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var ft=m(()=>{"use strict"});async function Fe(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let s=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([$n().catch(()=>{}),s])}async function $n(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var _t=m(()=>{"use strict"});function Mi(s,t){return{at:t,text:W(s,t)}}function Ni(s,{at:t,text:e},i,n,r){let o=i===e;return r!==null&&i===W(s,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:wi(s,i)}var Di=m(()=>{"use strict";M()});function Li(s,t){let e=!s.read_only,i=e&&s.onset!==null,n=s.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!s.private],["episode","mdi:calendar-plus",e&&s.phase!=="ice"],["onset","mdi:calendar-edit",i],["recovered","mdi:human-handsup",i&&s.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&s.phase==="recovery"],["end_episode","mdi:calendar-check",i],["clear","mdi:clipboard-check-outline",e&&s.red_flags.length>0],["report","mdi:file-document-outline",!s.private]].filter(([,,o])=>o).map(([o,c])=>[o,c])}var ji=m(()=>{"use strict"});function Ui(s,t,e,i){let n=Array.from({length:11-s},(r,o)=>o+s);return a`<fieldset class="scale">
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
  </fieldset>`}function gt(s,t,e,i){return a`<fieldset>
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
  </fieldset>`}function vt(s,t,e,i){return a`${gt(s,t,e,i)}
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
    </label>`)}`}var We,yt=m(()=>{"use strict";x();We=H`
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
`});async function Fi(s,{config_entry_id:t}){let i={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${s.language}`,expires:wn};return(await s.callWS(i)).path}async function qi(s,t){let e=await fetch(await Fi(s,t)).catch(()=>{});if(!e?.ok)throw{};let i=xn.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],i??"report.html",{type:"text/html"})}}function Wi(s){return!!navigator.canShare?.({files:[s]})}async function Vi(s,t,e){let{file:i}=e;if(!Wi(i))return Ii(s,t,i.name);try{await navigator.share({files:[i]})}catch(n){if(n.name==="AbortError")return;await Ii(s,t,i.name)}}async function Ii(s,t,e){let i=document.createElement("a");i.href=await Fi(s,t),i.download=e,document.body.append(i),i.click(),i.remove()}function Yi(s,t,e,i){let n=t&&Wi(t.file);return a`${typeof window.print=="function"&&!s.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(s,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${i}>
    ${n?d(s,"share"):s.localize("ui.common.save")}
  </ha-button>`}var wn,xn,Gi=m(()=>{"use strict";x();k();wn=300,xn=/filename="([^"]+)"/});var Ki,Xi,bt=m(()=>{"use strict";x();Ki=H`
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
`,Xi=H`
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
`});async function I(s,t,e,i={}){let n={...i,config_entry_id:t.config_entry_id};await s.callService("backcare",e,n,void 0,!1)}async function Ve(s,t,e,i={}){await s.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...i})}async function Ye(s,t,e,i={}){let n={...i,config_entry_id:t.config_entry_id};return(await s.callService("backcare",e,n,void 0,!1,!0)).response}var xe=m(()=>{"use strict"});function V(s,t={}){return s==="report_red_flags"&&!t.flags?.length?"answer_question":s==="mark_recovered"&&t.undo?"undo_recovered":An.has(s)?s:void 0}function ae(s,t,e,i){if(e===void 0)return;let n=()=>{$t(s,t).catch(o=>oe(U(s,o)))},r={text:s.localize("ui.common.undo"),action:n};oe(i??d(s,`done_${e}`),r)}async function $t(s,t){let{taken_back:e}=await Ye(s,t,"undo_last");oe(w(s,`undone_${e}`))}function oe(s,t){let e={id:"backcare",message:s,action:t,duration:kn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var kn,An,Ge=m(()=>{"use strict";k();xe();kn=1e4,An=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function Zi(s,t,e){if(t==="now")return W(s,e);if(t==="morning")return`${Ji(s,e)} ${Tn}`;if(t==="evening")return`${Ji(s,e-En)} ${Pn}`}function Ji(s,t){return W(s,t).slice(0,10)}function Qi(s,{when:t,at:e,now:i,label:n},r){let o=["now","morning","evening","choose"].filter(c=>c!=="morning"||`${Zi(s,c,i)}`<W(s,i));return a`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(c=>a`<button
          type="button"
          class="chip"
          aria-pressed=${c===t}
          @click=${()=>r(c,Zi(s,c,i)??e)}
        >
          ${d(s,`when_${c}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${W(s,i).slice(0,16).replace(" ","T")}
            @change=${({target:c})=>{let{value:l}=c;l&&r("choose",`${l.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var En,Tn,Pn,Bi=m(()=>{"use strict";x();k();M();En=864e5,Tn="07:00:00",Pn="20:00:00"});var es,Sn,b,ts=m(()=>{"use strict";x();ne();Hi();Oi();ft();_t();Di();ji();yt();Gi();bt();k();Ge();xe();Bi();es=[30,60,300,900],Sn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],b=class extends T{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:i,_report:n}=this;this._error="",n&&this._load(()=>Vi(e,i,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=Ti(this._close),this._begin(this.kind),await Fe(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,i){this.kind=e,this._corrected=i;let n=i?.at??(e==="onset"?this.person.onset:null);this._asked=Mi(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(i?.kind==="spasm"?i.intensity:i?.level)??null,this._duration=i?.kind==="spasm"?i.duration:null,this._activity=i?.activity??"",this._eased=i?.kind==="spasm"&&i.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Ie(this.renderRoot)}async _load(e){try{await e()}catch(i){this._error=U(this.hass,i)}}async _loadReport(){this._report=await qi(this.hass,this.person)}async _loadDiary(e){let i=e?.entries[0],n=await Ye(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:i?.at,limit:Ri}),r=new Set(e?.entries.map(c=>c.id)),o=n.entries.filter(c=>!r.has(c.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`dialog_${this.kind}`)}render(){return this._ready?a`<ha-dialog
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
      ${i==="clear"||i==="entries"?p:i==="report"?Yi(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${i==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${i}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:i}=this;switch(this.kind){case"spasm":return a`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${gt(es.map(n=>we(e,n)),d(e,"lasted"),this._duration===null?"":we(e,this._duration),n=>{let r=es.find(o=>we(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${vt(i.eased,d(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return a`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${i.onset?a`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(n=>a`<fieldset>
            <legend>${d(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"dialog_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,i){return Ui(e,i,this._level,n=>{this._level=n})}_named(e){let{activities:i}=this.person;return vt(i,d(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:i,_when:n,_at:r,_now:o}=this,c={when:n,at:r,now:o,label:d(i,`field_${e}`)};return Qi(i,c,(l,h)=>{this._when=l,this._at=l==="now"&&this.kind!=="onset"?this._asked.text:h})}_ticks(e){let i=e.map(n=>[n,$(this.hass,"red_flag",n)]);return qe(i,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,i=this.flags.emergency.some(o=>this._chosen.has(o)),n=Sn.filter(o=>!i||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
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
      </div>`}_entries(){let{hass:e,person:i,_diary:n}=this;return n?zi(e,i,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:i,_now:n}=this;return a`<div class="menu">
      ${Li(i,n).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&i.last_act?a`<small>${d(e,`done_${i.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:i,person:n}=this;switch(e){case"undo":return void this._do(()=>$t(i,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._told(this.person.onset),i=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:i,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:i,eased_by:this._eased.trim()||void 0,at:e}]}_told(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:Ni(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._told(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._told(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,i={}){await I(this.hass,this.person,e,i),ae(this.hass,this.person,V(e,i))}async _correct(e){await I(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await I(this.hass,this.person,"delete_entry",{entry_id:e.id})}async _do(e,i=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),i?this._begin("entries"):this._close()}catch(o){this._error=U(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():i&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[We,Xi],u([y({attribute:!1})],b.prototype,"hass",2),u([y({attribute:!1})],b.prototype,"person",2),u([y({attribute:!1})],b.prototype,"flags",2),u([y({attribute:!1})],b.prototype,"ahead",2),u([y()],b.prototype,"kind",2),u([g()],b.prototype,"_open",2),u([g()],b.prototype,"_busy",2),u([g()],b.prototype,"_error",2),u([g()],b.prototype,"_ready",2),u([g()],b.prototype,"_when",2),u([g()],b.prototype,"_at",2),u([g()],b.prototype,"_level",2),u([g()],b.prototype,"_duration",2),u([g()],b.prototype,"_activity",2),u([g()],b.prototype,"_eased",2),u([g()],b.prototype,"_chosen",2),u([g()],b.prototype,"_report",2),u([g()],b.prototype,"_diary",2),u([g()],b.prototype,"_deleting",2),b=u([N("backcare-dialog")],b)});function le({connection:s},t,e,i=""){let n=is.get(s);return n||(n=new xt(s),is.set(s,n)),n.add({shows:i,told:t,unreachable:e})}function wt(s){s?.().catch(()=>{})}var is,xt,Ke=m(()=>{"use strict";is=new WeakMap;xt=class{constructor(t){this.connection=t;this.followers=new Set;this.away=!1;this.histories={};this.historyOf=new Set;this.attempt=0;this.lost=()=>{window.clearTimeout(this.gone),this.gone=window.setTimeout(()=>this.unreachable(),3e3)};this.renew=()=>{this.undo=void 0,this.subscribe()}}add(t){return this.followers.add(t),this.followers.size===1?this.open():queueMicrotask(()=>this.catchUp(t)),this.askForMore(),{show:e=>{t.shows=e,this.askForMore()},leave:()=>{this.followers.delete(t)&&!this.followers.size&&this.close()}}}catchUp(t){this.followers.has(t)&&(this.away?t.unreachable():this.latest&&t.told(this.latest.view,this.latest.ahead))}open(){this.connection.addEventListener("ready",this.renew),this.connection.addEventListener("disconnected",this.lost),this.subscribe()}close(){this.attempt+=1,window.clearTimeout(this.again),window.clearTimeout(this.gone),this.connection.removeEventListener("ready",this.renew),this.connection.removeEventListener("disconnected",this.lost),wt(this.undo),this.undo=this.latest=void 0,this.historyOf.clear()}unreachable(){this.away=!0;for(let t of[...this.followers])t.unreachable()}askForMore(){this.shown().every(t=>this.historyOf.has(t))||queueMicrotask(()=>{this.shown().some(t=>!this.historyOf.has(t))&&this.subscribe()})}shown(){return[...this.followers].flatMap(({shows:t})=>t?[t]:[])}async subscribe(){window.clearTimeout(this.again),window.clearTimeout(this.gone),this.attempt+=1;let t=this.attempt,e=this.undo;this.undo=void 0,this.historyOf=new Set(this.shown());let i={type:"backcare/subscribe",history_of:[...this.historyOf]};try{let n=await this.connection.subscribeMessage(r=>{t===this.attempt&&this.take(r)},i,{resubscribe:!1});t===this.attempt?this.undo=n:wt(n)}catch{t===this.attempt&&(this.unreachable(),this.again=window.setTimeout(()=>{this.subscribe()},2e3))}wt(e)}take(t){this.away=!1,this.histories={...this.histories,...t.histories};let e=Date.parse(t.now)-Date.now();this.latest={view:{...t,histories:this.histories},ahead:e};for(let i of[...this.followers])i.told(this.latest.view,e)}}});var ss,S,ns=m(()=>{"use strict";x();ne();M();ss=2*Math.PI*54,S=class extends T{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._calm=window.matchMedia("(prefers-reduced-motion: reduce)");this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._time)return;let e=Math.max(0,this._left());this._calm.matches||this._drawBar();let i=$i(e);this._time.textContent!==i&&(this._time.textContent=i);let n=dt(e);(n<=1||n%5===0)&&(this._minutes=n),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(i=>i.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=dt(this._left()))}updated(){this._drawBar(),this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}_drawBar(){if(!this._bar)return;let e=Math.ceil(Math.max(0,this._left())/1e3)*1e3,i=1-Math.min(1,e/this.length);this._bar.style.strokeDashoffset=String(i*ss)}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${ye`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${ss}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt?this.spoken(this._minutes):p}</span
      >
    `}};S.styles=H`
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
  `,u([y({attribute:!1})],S.prototype,"finishesAt",2),u([y({attribute:!1})],S.prototype,"remaining",2),u([y({attribute:!1})],S.prototype,"length",2),u([y({attribute:!1})],S.prototype,"ahead",2),u([y({attribute:!1})],S.prototype,"caption",2),u([y({attribute:!1})],S.prototype,"spoken",2),u([g()],S.prototype,"_minutes",2),u([lt(".left")],S.prototype,"_bar",2),u([lt(".time")],S.prototype,"_time",2),S=u([N("backcare-ring")],S)});var Xe,kt=m(()=>{"use strict";Xe={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function as(s,t,e,{ahead:i,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,c=$(s,"therapy",e.therapy),l=e.lapses_at?F(s,O(Date.parse(e.lapses_at))):"",h=o?d(s,"until",{time:F(s,O(o))}):d(s,"paused",{time:l}),f=!t.read_only,_=t.offers.filter(A=>A.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${c}>
    <h2>${c}</h2>
    <backcare-ring
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${i}
      .caption=${h}
      .spoken=${A=>d(s,"left",{therapy:c,time:P(s,A*os,"long")})}
    ></backcare-ring>
    ${o?Cn(s,e):p}
    <div class="buttons">
      ${f?o?Y(s,"pause","mdi:pause","filled",r.pause):Y(s,"resume","mdi:play","accent",r.resume):p}
      ${Y(s,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(rs)}
              >+${P(s,rs*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?ls(s,t):p}
    ${ds(s,t,_,n,r)}
  </section>`}function Cn(s,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let i=w(s,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${i}</p>`}function ls(s,{pad:t}){if(!t)return p;let{name:e,on:i,takes_back:n}=t;return a`<p class="aside">
    ${i?d(s,"pad_on",{name:e}):d(s,"pad_off",{name:e})}
    ${n?a`<strong>${w(s,"plug_takes_offs_back",n)}</strong>`:p}
  </p>`}function cs(s,t,e,i){if(t.read_only)return p;if(t.phase==="none")return Rn(s,t,e,i);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return a`<section class="hero ${n?.therapy??""}">
    ${n?a`${At(s,t,n,"big",e,i)}${zn(s,n,i)}`:p}
    ${t.pad&&t.therapy==="heat"?ls(s,t):p}
    ${ds(s,t,r,e,i)}
  </section>`}function Rn(s,t,e,i){let n=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${n?At(s,t,n,n.length?"big":"tile",e,i):p}
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
        ${P(s,l*os)}
      </button>`)}
    ${n?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(s,"without_pad")}
          </button>`:p}
  </div>`}function ds(s,t,e,i,n){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>At(s,t,r,"tile",i,n))}
  </div>`}function At(s,t,e,i,n,r){let{therapy:o,length:c,refused:l}=e,h=$(s,"therapy",o),f=i==="big"&&!l?d(s,"start",{therapy:h}):h,A=l?t.doctor==="emergency"?d(s,"refused"):je(s,l,n):P(s,(c??0)*1e3);return a`<button
    type="button"
    class="${i} ${o} ${l?"refused":""}"
    @click=${()=>l?r.tellWhy(o,l):r.start(o)}
  >
    <ha-icon icon=${Xe[o]}></ha-icon>
    <span>${f}<small>${A}</small></span>
  </button>`}function Y(s,t,e,i,n,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${i}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(s,t)}
  </ha-button>`}var os,rs,Hn,ps=m(()=>{"use strict";x();ns();kt();k();M();re();os=6e4,rs=300,Hn=[5,10,15,20,30]});var On,R,hs=m(()=>{"use strict";x();ne();ft();yt();k();On=700,R=class extends T{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._settling=!1;this._chosen=new Set}render(){let{hass:e,_step:i}=this;return a`<section aria-label=${d(e,"question")}>
      ${i==="emergency"?a`<p class="advice">${d(e,"advice")}</p>`:p}
      ${i==="which"?this._which():this._asked(i)}
      ${this._unsure?a`<p class="unsure" role="status">${w(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:i,person:n}=this;return a`<p>${w(i,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling}>
        ${this._answer("yes",()=>e==="emergency"?this._tell(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,i){return a`<button type="button" @click=${i}>
      ${w(this.hass,`red_flags_${e}`)}
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
      </div>`}_none(e){e==="emergency"?this._go("other"):this._tell([])}_go(e){this._step=e,this._unsure=!1,this._settling=!0,window.setTimeout(()=>{this._settling=!1},On),this.updateComplete.then(()=>Ie(this.renderRoot))}_tell(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};R.styles=[We,H`
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
    `],u([y({attribute:!1})],R.prototype,"hass",2),u([y({attribute:!1})],R.prototype,"person",2),u([y({attribute:!1})],R.prototype,"flags",2),u([g()],R.prototype,"_step",2),u([g()],R.prototype,"_unsure",2),u([g()],R.prototype,"_settling",2),u([g()],R.prototype,"_chosen",2),R=u([N("backcare-question")],R)});function Et(s){return s.kind==="session"&&s.used>=Mn?s:void 0}function us({unread:s,offers:t,read_only:e,private:i}){if(e||i)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return s.find(o=>o!=="patch_or_drowsy"||!r)}function ms(s,t,e,i){return a`<section class="note" aria-label=${d(s,"question")} ?inert=${e}>
    <p>${w(s,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${i}>${s.localize("ui.common.ok")}</button>
  </section>`}function fs(s,t){if(s.read_only||s.private||s.session||s.phase==="none")return!1;let e=Date.parse(s.today.since),i=t.map(r=>Date.parse(Et(r)?.ended??"")),n=Math.min(...i.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function _s(s,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(s,"pain_now")}
  </button>`}function gs(s,{told:t,phase:e}){if(!t||e==="none")return p;let i=t.heat_after/3600;return a`<p class="aside told">
    ${i===72?p:d(s,"told_heat",{hours:i})}
    ${t.early_stretches?d(s,"told_stretches"):p}
  </p>`}var Mn,Tt=m(()=>{"use strict";x();k();Mn=60});function vs(s,t,e,i){let n=Date.parse(t.today.until),r=n-ke*Pt,o=v=>q(Date.parse(v),r,n)*100,c=e.filter(v=>Date.parse(v.at)>=r),l=c.filter(v=>v.kind==="pain"),h=c.filter(v=>v.kind==="spasm"),f=l.map(v=>({x:o(v.at),y:44-v.level*4})),_=l.at(-1),A=d(s,"pain_told",{days:ke,levels:l.map(v=>v.level).join(", ")||"–",spasms:h.length});return a`<section class="pain">
    <h3>
      <span>${d(s,"pain")}</span>
      <span class="aside">${Nn(s,t,i)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${A}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(v=>ye`<line class="grid" x1="0" x2="100" y1=${44-v*4} y2=${44-v*4}></line>`)}
        ${h.map(v=>{let D=o(v.at),Zs=3+(v.intensity??5)*.8;return ye`<line class="spasm" x1=${D} x2=${D} y1="60" y2=${60-Zs}></line>`})}
        <polyline points=${f.map(v=>`${v.x},${v.y}`).join(" ")}></polyline>
      </svg>
      ${_?a`<span
              class="dot"
              style="inset-inline-start: ${o(_.at)}%; inset-block-start: ${(44-_.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:ke},(v,D)=>a`<span>${bi(s,r+(D+.5)*Pt)}</span>`)}
    </div>
    ${Dn(s,c,r)} ${Ln(s,t)}
  </section>`}function Nn(s,{pain:t,pain_at:e,today:i},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(i.since)?`, ${C(s,r,n)}`:"";return a`<b>${t}</b>/10${o}`}function Dn(s,t,e){let i=["ice","heat"].map(r=>{let o=Array.from({length:ke},()=>0);for(let l of t){if(Et(l)?.therapy!==r)continue;let h=Math.floor((Date.parse(l.at)-e)/Pt);o[h]!==void 0&&(o[h]+=1)}let c=o.reduce((l,h)=>l+h,0);return{therapy:r,counts:o,total:c,name:$(s,"therapy",r)}}).filter(({total:r})=>r);if(!i.length)return p;let n=i.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${d(s,"sessions_had",{days:ke,sessions:n})}
  >
    ${i.map(({therapy:r,counts:o,name:c})=>a`<div class="days ${r}" title=${c}>
        ${o.map(l=>a`<span>${l?a`<i></i>${l}×`:p}</span>`)}
      </div>`)}
  </div>`}function Ln(s,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:i,count:n})=>`${i} (${n}×)`).join(", ");return a`<p class="avoid">${d(s,"avoid",{names:e})}</p>`}var Pt,ke,ys=m(()=>{"use strict";x();Tt();k();M();Pt=864e5,ke=7});function bs(s,t,e,i){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?Un(s,t,r,e,i):jn.includes(n.state)?p:a`<p class="step">${St(s,t,e)}${$s(s,t)}</p>`}function St(s,{next_step:t},e){let i={};return t.until&&(i.time=C(s,O(Date.parse(t.until)),e)),t.length!==null&&(i.duration=P(s,t.length*1e3,"long")),w(s,t.text,i)}function Un(s,t,e,i,n){return a`<div class="ended ${e.therapy}" role="status">
    <p>${In(s,t,e,i)}${$s(s,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${n}>${s.localize("ui.common.ok")}</button>`}
  </div>`}function In(s,t,e,i){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return w(s,"announce_interrupted");if(n!=="ice"&&n!=="heat")return w(s,`announce_ended_${n}`);let{next_step:c}=t,l=r&&!t.pad?.on,h=w(s,l?"care_end_pad":`care_end_${n}`);if(!c.until||c.therapy!==n)return h;let f=C(s,O(Date.parse(c.until)),i);return`${h} ${w(s,`care_next_${n}`,{time:f})}`}function $s(s,{next_step:t}){return t.cut_off?a` <small>${xi(s,t.cut_off)}</small>`:p}var jn,Ht=m(()=>{"use strict";x();k();M();re();jn=["call_emergency","unplug_pad","see_doctor_today"]});function xs(s,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let i=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,c={ice:q(e,i,o),heat:r?+(r>n):pt(e-n,4*ws),recovery:r?pt(e-r,10*ws):0},l=f=>C(s,f,e),h=r?d(s,"recovered_since",{time:l(r)}):e<n?d(s,"heat_from",{time:l(O(n))}):d(s,"heat_since",{time:l(n)});return a`<section class="timeline" aria-label=${d(s,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>qn(s,f,c[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(s,"onset",{time:l(i)})}</span>
      <span>${h}</span>
    </div>
  </section>`}function qn(s,t,e,i){let n=d(s,"now");return a`<li
    class="${t} ${i?"here":""}"
    style="flex-grow: ${Fn[t]}"
    aria-current=${i?"step":p}
  >
    <span class="label">${s.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${i?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var ws,Fn,ks=m(()=>{"use strict";x();k();M();ws=864e5,Fn={ice:50,heat:30,recovery:20}});function As(s,t,e){let i=n=>s.find(r=>r.config_entry_id===n);return t?i(t):i(e)??s.find(n=>n.mine)??s.find(n=>n.loaded&&!n.private)??s.find(n=>n.loaded)??s[0]}function Ct(s){try{return localStorage.getItem(Ts(s))??""}catch{return""}}function Es(s,t){try{localStorage.setItem(Ts(s),t)}catch{}}function Ts(s){return`backcare-person-${s.user?.id??""}`}var Ps=m(()=>{"use strict"});var Hs={};Ze(Hs,{BackcareCard:()=>E});function Ss(s){if(!s?.loaded)return"";let{config_entry_id:t,phase:e,session:i,ended:n,doctor:r,unread:o,question:c}=s,l=[i?.therapy,i&&!!i.finishes_at],h=[n?.at,r,c,...o];return[t,e,...l,...h].join()}var Wn,Vn,Yn,Gn,Kn,E,Cs=m(()=>{"use strict";x();ne();vi();Ai();ts();Ke();ps();hs();_t();Tt();ys();Ht();bt();k();ks();re();Ge();xe();Ps();Wn=6e4,Vn=2e4,Yn=["stop_session","report_red_flags"],Gn=["heat_too_early","massage_too_early"],Kn=700;E=class extends T{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._texts=!1;this._unreachable=!1;this._chosen="";this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._ahead=0;this._hadFocus=!1;this._language="";this._commands={start:(e,i={})=>{this._loosen("start_session",{therapy:e,...i})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),tellWhy:(e,i)=>this._tell(e,i)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,Es(this.hass,this._chosen)}),this._showHistory()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await ee(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?d(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._showHistory()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),this._clock=window.setInterval(()=>{this._minute+=1},Wn),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._followed?.leave(),this._followed=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let i=e.get("hass");return!i||i.locale!==this.hass.locale||i.localize!==this.hass.localize||i.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&(this._follow(),this._language!==this.hass.language&&(this._language=this.hass.language,Fe(),this._loadTexts()))}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}async _loadTexts(){try{await ee(this.hass),this._texts=!0}catch{this._language="",await new Promise(e=>window.setTimeout(e,2e3))}this._minute+=1}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=le(this.hass,(e,i)=>{this._ahead=i,this._show(()=>{this._view=e}),this._unreachable=!1,this._showHistory()},()=>{this._unreachable=!0},this._config.person??Ct(this.hass)))}_show(e){let i=this._person;e();let n=this._person,r=i!==void 0&&Ss(i)!==Ss(n);(r||this._outdated(n))&&this._forgetWhy(),r&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},Kn))}_showHistory(){let e=this._person;e?.loaded&&this._followed?.show(e.config_entry_id)}get _entries(){let e=this._person;return e&&!e.private&&this._view?.histories[e.config_entry_id]||[]}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?Ct(this.hass):"");return As(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts)return a`<ha-card></ha-card>`;let{hass:e,_view:i}=this;if(!i){let r=d(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?a`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?ht(e,n):p}
      ${this._rightNow(n,i)} ${this._asked(n,i)} ${this._behind(n)}
      ${this._footer(n)}
      ${this._dialog?a`<backcare-dialog
              .hass=${e}
              .person=${n}
              .flags=${i.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${()=>this._open("")}
            ></backcare-dialog>`:p}
    </ha-card>`:a`<ha-card
        >${this._header(n)} ${this._unreachable?ht(e):p}
        ${ut(e,i.persons)}
        <p class="message">
          ${n.private?d(e,"private"):d(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(i)}_rightNow(e,i){let{hass:n,_now:r,_ahead:o}=this,{session:c}=e;return a`${ki(n,e,i,l=>this._open(l))}
    ${bs(n,e,r,()=>this._command("acknowledge"))}
    ${c?as(n,e,c,{ahead:o,now:r},this._commands):cs(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,i){let{hass:n}=this;if(e.question)return _i(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${i.red_flags}
          @backcare-answered=${({detail:c})=>this._do("report_red_flags",{flags:c})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:us(e);return r?ms(n,r,this.settling,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&fs(e,this._entries)?_s(n,()=>this._open("pain")):p}_behind(e){let{hass:i,_config:n,_now:r}=this;return a`${n.hide_timeline?p:a`${xs(i,e,r)}${gs(i,e)}`}
    ${e.private?a`<p class="message">${d(i,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:i}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(i,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:i,_config:n,_now:r}=this;return a`${n.hide_today?p:Ci(i,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:vs(i,e,this._entries,r)}`}_nobody(e){let{hass:i}=this;return e.persons.length?a`<ha-card><p class="message">${d(i,"not_found")}</p></ha-card>`:a`<ha-card>
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
      ${n?a`${Y(i,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${Y(i,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${Y(i,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:Y(i,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,i={}){return!this.settling&&await this._do(e,i)}async _do(e,i={}){return this._give((n,r)=>I(n,r,e,i),V(e,i),Yn.includes(e))}_command(e,i={}){this._give((n,r)=>Ve(n,r,e,i),V(e))}async _give(e,i,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),ae(r,o,i),!0}catch(c){return this._say(U(this.hass,c)),!1}finally{this._busy=!1}}_tell(e,i){this._say(Le(this.hass,i,this._now)),this._whyOf=e,this._whyEarly=Gn.includes(i.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),Vn)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(i=>i.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};E.styles=Ki,u([y({attribute:!1})],E.prototype,"hass",2),u([y({attribute:!1})],E.prototype,"preview",2),u([y({type:Boolean,reflect:!0})],E.prototype,"settling",2),u([g()],E.prototype,"_config",2),u([g()],E.prototype,"_view",2),u([g()],E.prototype,"_texts",2),u([g()],E.prototype,"_unreachable",2),u([g()],E.prototype,"_chosen",2),u([g()],E.prototype,"_dialog",2),u([g()],E.prototype,"_why",2),u([g()],E.prototype,"_minute",2),E=u([N("backcare-card")],E)});function Ms(s,t,e,i){let{session:n}=t;if(n)return Zn(s,t,n,i);let r=t.therapy??"ice",o=t.offers.find(l=>l.therapy===r),c=Os.includes(t.next_step.state)&&!t.ended&&!o?.rests_until;return a`<div class="row" role="group" aria-label=${$(s,"therapy",r)}>
    ${c&&o?.length&&!t.read_only?Jn(s,o,i):Qn(s,t,o,e,i)}
  </div>`}function Zn(s,t,e,i){let{finishes_at:n,longer:r,therapy:o}=e,c=P(s,zs*1e3);return a`<div class="row" role="group" aria-label=${$(s,"therapy",o)}>
    ${t.read_only?p:n?zt(d(s,"pause"),"mdi:pause",i.pause):zt(d(s,"resume"),"mdi:play",i.resume)}
    ${zt(d(s,"stop"),"mdi:stop",i.stop)}
    ${r&&!t.read_only?a`<button type="button" @click=${()=>i.longer(zs)}>+${c}</button>`:p}
  </div>`}function Jn(s,t,e){let{length:i,at_most:n,therapy:r}=t,o=Xn.filter(c=>c*60!==i&&c*60<=(n??0));return a`${Ns(s,t,e)}
  ${o.map(c=>{let l=Ds(s,r,c*Rs);return a`<button type="button" aria-label=${l} @click=${()=>e.start(r,{duration:c*60})}>
      ${P(s,c*Rs)}
    </button>`})}`}function Qn(s,t,e,i,n){let{ended:r,next_step:o,read_only:c}=t,l=e?.refused,h=l&&Os.includes(o.state)?je(s,l,i):St(s,t,i),f=l?a`<button
        type="button"
        class="text"
        @click=${()=>n.tellWhy(Le(s,l,i))}
      >
        ${h}
      </button>`:a`<p class="text">${h}</p>`;return c?f:r?a`${f}
      <button type="button" @click=${n.acknowledge}>${s.localize("ui.common.ok")}</button>`:a`${f} ${e?.length?Ns(s,e,n):p}`}function Ns(s,{therapy:t,length:e},i){let n=(e??0)*1e3,r=Ds(s,t,n);return a`<button
    type="button"
    class="start"
    aria-label=${r}
    @click=${()=>i.start(t)}
  >
    <ha-icon icon=${Xe[t]}></ha-icon>${P(s,n)}
  </button>`}function Ds(s,t,e){let i=$(s,"therapy",t);return`${d(s,"start",{therapy:i})}, ${P(s,e)}`}function zt(s,t,e){return a`<button type="button" aria-label=${s} title=${s} @click=${e}>
    <ha-icon icon=${t}></ha-icon>
  </button>`}var Rs,zs,Xn,Os,Ls=m(()=>{"use strict";x();kt();Ht();k();re();Rs=6e4,zs=300,Xn=[10,15,20,30],Os=["no_episode","use_ice","use_heat","stretch"]});var Us={};Ze(Us,{BackcareSession:()=>z});function js(s){if(!s)return"";let{session:t,ended:e,next_step:i}=s;return[t?.therapy,!!t?.finishes_at,e?.at,i.state].join()}var Bn,z,Is=m(()=>{"use strict";x();ne();Ls();Ke();Ae();k();Ge();xe();Bn=700;z=class extends T{constructor(){super(...arguments);this.settling=!1;this._texts=!1;this._unreachable=!1;this._busy=!1;this._ahead=0;this._language="";this._hadFocus=!1;this._commands={start:(e,i={})=>this._do("start_session",{therapy:e,...i},this._toMind(e)),pause:()=>this._do("pause_session"),resume:()=>this._do("resume_session"),stop:()=>{this._give((e,i)=>I(e,i,"stop_session"),"stop_session")},longer:e=>this._command("change_session",{by:e}),acknowledge:()=>this._command("acknowledge"),tellWhy:oe}}static getStubConfig(){return{type:"custom:backcare-session"}}setConfig(){}connectedCallback(){super.connectedCallback(),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this._settled),this.settling=!1,this._followed?.leave(),this._followed=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let i=e.get("hass");return i?.locale!==this.hass?.locale||i?.localize!==this.hass?.localize||i?.entities!==this.hass?.entities}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement,this._follow(),this.hass&&this._language!==this.hass.language&&(this._language=this.hass.language,this._loadTexts(this.hass))}updated(){!this._hadFocus||this.shadowRoot?.activeElement||this.renderRoot.querySelector("button")?.focus()}render(){let{hass:e,_person:i}=this;return!e||!i||!this._texts?p:this._unreachable?a`<p class="text">${e.localize("state.default.unavailable")}</p>`:Ms(e,i,Date.now()+this._ahead,this._commands)}async _loadTexts(e){try{await ee(e),this._texts=!0}catch{this._language="",await new Promise(i=>window.setTimeout(i,2e3))}this.requestUpdate()}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=le(this.hass,(e,i)=>{this._ahead=i,this._show(e),this._unreachable=!1},()=>{this._unreachable=!0}))}_show(e){let i=this._person;this._view=e,!(!i||js(i)===js(this._person))&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},Bn))}get _person(){let{hass:e,context:i}=this;if(!e||!i?.entity_id)return;let n=de(e,i.entity_id),r=this._view?.persons.find(o=>o.config_entry_id===n);return r?.loaded?r:void 0}_toMind(e){let{hass:i,_person:n}=this;if(!(!i||e!=="ice"&&e!=="heat"))return w(i,`care_start_${e}${e==="heat"&&n?.pad?"_pad":""}`)}_do(e,i={},n){this._once((r,o)=>I(r,o,e,i),V(e),n)}_command(e,i={}){this._once((n,r)=>Ve(n,r,e,i),V(e))}_once(e,i,n){this._busy||this.settling||(this._busy=!0,this._give(e,i,n).finally(()=>{this._busy=!1}))}async _give(e,i,n){let{hass:r,_person:o}=this;if(!(!r||!o))try{await e(r,o),ae(r,o,i,n)}catch(c){oe(U(r,c))}}};z.styles=H`
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
  `,u([y({attribute:!1})],z.prototype,"hass",2),u([y({attribute:!1})],z.prototype,"context",2),u([y({type:Boolean,reflect:!0})],z.prototype,"settling",2),u([g()],z.prototype,"_view",2),u([g()],z.prototype,"_texts",2),u([g()],z.prototype,"_unreachable",2),z=u([N("backcare-session")],z)});var Gs={};Ze(Gs,{dashboard:()=>Vs});function tr(s){return new Promise(t=>{let e=n=>{i.leave(),t(n)},i=le(s,n=>e(n.persons),()=>e([]))})}async function ir(s){let t=Object.values(s.entities).filter(n=>n.platform==="backcare"&&n.translation_key===qs).map(n=>n.entity_id);if(!t.length)return[];let e=new Date(Date.now()-Fs*er).toISOString(),i={statistic_ids:t,start_time:e,period:"day",types:["max"]};try{return Object.keys(await s.callWS({type:"recorder/statistics_during_period",...i}))}catch{return[]}}function Vs(s,t,e){let i=t.filter(n=>n.loaded||!n.private);return i.sort((n,r)=>Number(r.mine)-Number(n.mine)),i.length?{views:i.map(n=>sr(s,n,e))}:{views:[Ys("BackCare",[{type:Ws}])]}}function sr(s,{config_entry_id:t,name:e},i){let n=Dt(s,t),r=n["timer.session"],o=n[`sensor.${qs}`],c=n["calendar.therapy"],l=[];if(r){let h=[{type:"custom:backcare-session"}];l.push({type:"tile",entity:r,features:h,grid_options:{columns:"full"}})}if(o&&i.includes(o)){let h={entities:[o],days_to_show:Fs,period:"day",stat_types:["max"]};l.push({type:"statistics-graph",...h})}return c&&l.push({type:"calendar",initial_view:"listWeek",entities:[c]}),{...Ys(e,[{type:Ws,person:t}],l),path:t}}function Ys(s,...t){return{type:"sections",title:s,max_columns:2,sections:t.filter(e=>e.length).map(e=>({type:"grid",cards:e}))}}var Fs,er,qs,Ws,Ot,Ks=m(()=>{"use strict";Ke();Ae();k();Fs=28,er=864e5,qs="pain_level",Ws="custom:backcare-card",Ot=class extends HTMLElement{static{this.registryDependencies=["entities","devices","config"]}static async getCreateSuggestions(t){return await ee(t),{title:d(t,"dashboard"),icon:"mdi:human"}}static async generate(t,e){return Vs(e,await tr(e),await ir(e))}};customElements.define("ll-strategy-dashboard-backcare",Ot)});Ae();var Mt="BackCare",Xs="https://github.com/backcare/backcare/blob/main/docs/dashboards.md",ce=window;ce.customCards??=[];ce.customCards.push({type:"backcare-card",name:Mt,description:"What is right for the back now: sessions, the plan, the diary.",preview:!0,documentationURL:Xs,getEntitySuggestion(s,t){if(s.entities[t]?.platform!=="backcare")return null;let e=de(s,t);return{config:{type:"custom:backcare-card",...e?{person:e}:{}}}}});ce.customStrategies??=[];ce.customStrategies.push({type:"backcare",strategyType:"dashboard",name:Mt,description:"A view for each person: the card, a tile, the pain and the calendar.",documentationURL:Xs});ce.customCardFeatures??=[];ce.customCardFeatures.push({type:"backcare-session",name:Mt,isSupported:(s,{entity_id:t})=>t?.startsWith("timer.")&&s.entities[t]?.platform==="backcare"});customElements.whenDefined("home-assistant").then(()=>Promise.all([Promise.resolve().then(()=>(Cs(),Hs)),Promise.resolve().then(()=>(Is(),Us)),Promise.resolve().then(()=>(Ks(),Gs))]));
