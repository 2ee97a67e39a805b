/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var vt=Object.defineProperty;var ws=Object.getOwnPropertyDescriptor;var m=(i,t,e)=>()=>{if(e)throw e[0];try{return i&&(t=i(i=0)),t}catch(s){throw e=[s],s}};var ks=(i,t)=>{for(var e in t)vt(i,e,{get:t[e],enumerable:!0})};var u=(i,t,e,s)=>{for(var n=s>1?void 0:s?ws(t,e):t,r=i.length-1,o;r>=0;r--)(o=i[r])&&(n=(s?o(t,e,n):o(n))||n);return s&&n&&vt(t,e,n),n};var _e,ve,De,yt,te,bt,O,$t,Ne,Ie=m(()=>{_e=globalThis,ve=_e.ShadowRoot&&(_e.ShadyCSS===void 0||_e.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,De=Symbol(),yt=new WeakMap,te=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==De)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(ve&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=yt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&yt.set(e,t))}return t}toString(){return this.cssText}},bt=i=>new te(typeof i=="string"?i:i+"",void 0,De),O=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new te(e,i,De)},$t=(i,t)=>{if(ve)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),n=_e.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=e.cssText,i.appendChild(s)}},Ne=ve?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return bt(e)})(i):i});var As,Es,Ts,Ps,Ss,Hs,ye,xt,Rs,Cs,ie,se,be,wt,L,ne=m(()=>{Ie();Ie();({is:As,defineProperty:Es,getOwnPropertyDescriptor:Ts,getOwnPropertyNames:Ps,getOwnPropertySymbols:Ss,getPrototypeOf:Hs}=Object),ye=globalThis,xt=ye.trustedTypes,Rs=xt?xt.emptyScript:"",Cs=ye.reactiveElementPolyfillSupport,ie=(i,t)=>i,se={toAttribute(i,t){switch(t){case Boolean:i=i?Rs:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},be=(i,t)=>!As(i,t),wt={attribute:!0,type:String,converter:se,reflect:!1,useDefault:!1,hasChanged:be};Symbol.metadata??=Symbol("metadata"),ye.litPropertyMetadata??=new WeakMap;L=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=wt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(t,s,e);n!==void 0&&Es(this.prototype,t,n)}}static getPropertyDescriptor(t,e,s){let{get:n,set:r}=Ts(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let d=n?.call(this);r?.call(this,o),this.requestUpdate(t,d,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??wt}static _$Ei(){if(this.hasOwnProperty(ie("elementProperties")))return;let t=Hs(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(ie("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ie("properties"))){let e=this.properties,s=[...Ps(e),...Ss(e)];for(let n of s)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,n]of e)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let n=this._$Eu(e,s);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let n of s)e.unshift(Ne(n))}else t!==void 0&&e.push(Ne(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return $t(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:se).toAttribute(e,s.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let s=this.constructor,n=s._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:se;this._$Em=n;let d=o.fromAttribute(e,r.type);this[n]=d??this._$Ej?.get(n)??d,this._$Em=null}}requestUpdate(t,e,s,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??be)(r,e)||s.useDefault&&s.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,d=this[n];o!==!0||this._$AL.has(n)||d===void 0||this.C(n,void 0,r,d)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};L.elementStyles=[],L.shadowRootOptions={mode:"open"},L[ie("elementProperties")]=new Map,L[ie("finalized")]=new Map,Cs?.({ReactiveElement:L}),(ye.reactiveElementVersions??=[]).push("2.1.2")});function zt(i,t){if(!We(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return At!==void 0?At.createHTML(t):t}function Y(i,t,e=i,s){if(t===K)return t;let n=s!==void 0?e._$Co?.[s]:e._$Cl,r=ae(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=n:e._$Cl=n),n!==void 0&&(t=Y(i,n._$AS(i,t.values),n,s)),t}var je,kt,$e,At,Fe,D,qe,zs,V,oe,ae,We,Rt,Ue,re,Et,Tt,q,Pt,St,Ct,Ve,a,ce,Sn,K,p,Ht,W,Ot,le,xe,X,G,we,ke,Ae,Ee,Mt,Os,Lt,Q=m(()=>{je=globalThis,kt=i=>i,$e=je.trustedTypes,At=$e?$e.createPolicy("lit-html",{createHTML:i=>i}):void 0,Fe="$lit$",D=`lit$${Math.random().toFixed(9).slice(2)}$`,qe="?"+D,zs=`<${qe}>`,V=document,oe=()=>V.createComment(""),ae=i=>i===null||typeof i!="object"&&typeof i!="function",We=Array.isArray,Rt=i=>We(i)||typeof i?.[Symbol.iterator]=="function",Ue=`[ 	
\f\r]`,re=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Et=/-->/g,Tt=/>/g,q=RegExp(`>|${Ue}(?:([^\\s"'>=/]+)(${Ue}*=${Ue}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Pt=/'/g,St=/"/g,Ct=/^(?:script|style|textarea|title)$/i,Ve=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),a=Ve(1),ce=Ve(2),Sn=Ve(3),K=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Ht=new WeakMap,W=V.createTreeWalker(V,129);Ot=(i,t)=>{let e=i.length-1,s=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=re;for(let d=0;d<e;d++){let l=i[d],h,f,g=-1,w=0;for(;w<l.length&&(o.lastIndex=w,f=o.exec(l),f!==null);)w=o.lastIndex,o===re?f[1]==="!--"?o=Et:f[1]!==void 0?o=Tt:f[2]!==void 0?(Ct.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=q):f[3]!==void 0&&(o=q):o===q?f[0]===">"?(o=n??re,g=-1):f[1]===void 0?g=-2:(g=o.lastIndex-f[2].length,h=f[1],o=f[3]===void 0?q:f[3]==='"'?St:Pt):o===St||o===Pt?o=q:o===Et||o===Tt?o=re:(o=q,n=void 0);let _=o===q&&i[d+1].startsWith("/>")?" ":"";r+=o===re?l+zs:g>=0?(s.push(h),l.slice(0,g)+Fe+l.slice(g)+D+_):l+D+(g===-2?d:_)}return[zt(i,r+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},le=class i{constructor({strings:t,_$litType$:e},s){let n;this.parts=[];let r=0,o=0,d=t.length-1,l=this.parts,[h,f]=Ot(t,e);if(this.el=i.createElement(h,s),W.currentNode=this.el.content,e===2||e===3){let g=this.el.content.firstChild;g.replaceWith(...g.childNodes)}for(;(n=W.nextNode())!==null&&l.length<d;){if(n.nodeType===1){if(n.hasAttributes())for(let g of n.getAttributeNames())if(g.endsWith(Fe)){let w=f[o++],_=n.getAttribute(g).split(D),M=/([.?@])?(.*)/.exec(w);l.push({type:1,index:r,name:M[2],strings:_,ctor:M[1]==="."?we:M[1]==="?"?ke:M[1]==="@"?Ae:G}),n.removeAttribute(g)}else g.startsWith(D)&&(l.push({type:6,index:r}),n.removeAttribute(g));if(Ct.test(n.tagName)){let g=n.textContent.split(D),w=g.length-1;if(w>0){n.textContent=$e?$e.emptyScript:"";for(let _=0;_<w;_++)n.append(g[_],oe()),W.nextNode(),l.push({type:2,index:++r});n.append(g[w],oe())}}}else if(n.nodeType===8)if(n.data===qe)l.push({type:2,index:r});else{let g=-1;for(;(g=n.data.indexOf(D,g+1))!==-1;)l.push({type:7,index:r}),g+=D.length-1}r++}}static createElement(t,e){let s=V.createElement("template");return s.innerHTML=t,s}};xe=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,n=(t?.creationScope??V).importNode(e,!0);W.currentNode=n;let r=W.nextNode(),o=0,d=0,l=s[0];for(;l!==void 0;){if(o===l.index){let h;l.type===2?h=new X(r,r.nextSibling,this,t):l.type===1?h=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(h=new Ee(r,this,t)),this._$AV.push(h),l=s[++d]}o!==l?.index&&(r=W.nextNode(),o++)}return W.currentNode=V,n}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},X=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Y(this,t,e),ae(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==K&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Rt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&ae(this._$AH)?this._$AA.nextSibling.data=t:this.T(V.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,n=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=le.createElement(zt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new xe(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=Ht.get(t.strings);return e===void 0&&Ht.set(t.strings,e=new le(t)),e}k(t){We(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,n=0;for(let r of t)n===e.length?e.push(s=new i(this.O(oe()),this.O(oe()),this,this.options)):s=e[n],s._$AI(r),n++;n<e.length&&(this._$AR(s&&s._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=kt(t).nextSibling;kt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},G=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,e=this,s,n){let r=this.strings,o=!1;if(r===void 0)t=Y(this,t,e,0),o=!ae(t)||t!==this._$AH&&t!==K,o&&(this._$AH=t);else{let d=t,l,h;for(t=r[0],l=0;l<r.length-1;l++)h=Y(this,d[s+l],e,l),h===K&&(h=this._$AH[l]),o||=!ae(h)||h!==this._$AH[l],h===p?t=p:t!==p&&(t+=(h??"")+r[l+1]),this._$AH[l]=h}o&&!n&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},we=class extends G{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},ke=class extends G{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ae=class extends G{constructor(t,e,s,n,r){super(t,e,s,n,r),this.type=5}_$AI(t,e=this){if((t=Y(this,t,e,0)??p)===K)return;let s=this._$AH,n=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==p&&(s===p||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Ee=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){Y(this,t)}},Mt={M:Fe,P:D,A:qe,C:1,L:Ot,R:xe,D:Rt,V:Y,I:X,H:G,N:ke,U:Ae,B:we,F:Ee},Os=je.litHtmlPolyfillSupport;Os?.(le,X),(je.litHtmlVersions??=[]).push("3.3.3");Lt=(i,t,e)=>{let s=e?.renderBefore??t,n=s._$litPart$;if(n===void 0){let r=e?.renderBefore??null;s._$litPart$=n=new X(t.insertBefore(oe(),r),r,void 0,e??{})}return n._$AI(i),n}});var Ke,T,Ms,Dt=m(()=>{ne();ne();Q();Q();Ke=globalThis,T=class extends L{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Lt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return K}};T._$litElement$=!0,T.finalized=!0,Ke.litElementHydrateSupport?.({LitElement:T});Ms=Ke.litElementPolyfillSupport;Ms?.({LitElement:T});(Ke.litElementVersions??=[]).push("4.2.2")});var Nt=m(()=>{});var k=m(()=>{ne();Q();Dt();Nt()});var N,It=m(()=>{N=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)}});function b(i){return(t,e)=>typeof e=="object"?Ds(i,t,e):((s,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,s),o?Object.getOwnPropertyDescriptor(n,r):void 0})(i,t,e)}var Ls,Ds,Ye=m(()=>{ne();Ls={attribute:!0,type:String,converter:se,reflect:!1,hasChanged:be},Ds=(i=Ls,t,e)=>{let{kind:s,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),r.set(e.name,i),s==="accessor"){let{name:o}=e;return{set(d){let l=t.get.call(this);t.set.call(this,d),this.requestUpdate(o,l,i,!0,d)},init(d){return d!==void 0&&this.C(o,void 0,i,d),d}}}if(s==="setter"){let{name:o}=e;return function(d){let l=this[o];t.call(this,d),this.requestUpdate(o,l,i,!0,d)}}throw Error("Unsupported decorator location: "+s)}});function v(i){return b({...i,state:!0,attribute:!1})}var Ut=m(()=>{Ye();});var jt=m(()=>{});var Z,B=m(()=>{Z=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e)});function Ge(i,t){return(e,s,n)=>{let r=o=>o.renderRoot?.querySelector(i)??null;if(t){let{get:o,set:d}=typeof s=="object"?e:n??(()=>{let l=Symbol();return{get(){return this[l]},set(h){this[l]=h}}})();return Z(e,s,{get(){let l=o.call(this);return l===void 0&&(l=r(this),(l!==null||this.hasUpdated)&&d.call(this,l)),l}})}return Z(e,s,{get(){return r(this)}})}}var Ft=m(()=>{B();});var qt=m(()=>{B();});var Wt=m(()=>{B();});var Vt=m(()=>{B();});var Kt=m(()=>{B();});var de=m(()=>{It();Ye();Ut();jt();Ft();qt();Wt();Vt();Kt()});var Yt,Te,Gt=m(()=>{Yt=i=>(...t)=>({_$litDirective$:i,values:t}),Te=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var _r,Ns,Zt,Jt=m(()=>{Q();({I:_r}=Mt),Ns={},Zt=(i,t=Ns)=>i._$AH=t});var Xt,Qt=m(()=>{Q();Gt();Jt();Xt=Yt(class extends Te{constructor(){super(...arguments),this.key=p}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(Zt(i),this.key=t),e}})});var Bt=m(()=>{Qt()});function Ze(i){return i.locale.time_zone==="server"?i.config.time_zone:void 0}function pe(i,t){let{time_format:e,language:s}=i.locale,n=Ze(i);if(!t.hour)return new Intl.DateTimeFormat(s,{timeZone:n,...t});let r=e==="system"?void 0:s,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,l=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(s,{timeZone:n,...t,...l})}function I(i,t){return pe(i,{hour:"numeric",minute:"2-digit"}).format(t)}function ei(i,t){return pe(i,{hour:"numeric"}).format(t)}function ti(i,t){return pe(i,{weekday:"short"}).format(t)}function S(i,t,e){let s=pe(i,{year:"numeric",month:"numeric",day:"numeric"});if(s.format(t)===s.format(e))return I(i,t);let n=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return pe(i,{...n,hour:"numeric",minute:"2-digit"}).format(t)}function R(i){return Math.ceil(i/6e4)*6e4}function ii(i){let t=Math.ceil(Math.max(0,i)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function Je(i){return Math.ceil(Math.max(0,i)/6e4)}function U(i,t,e){return Math.min(1,Math.max(0,(i-t)/(e-t)))}function Xe(i,t){return i<=0?0:i/(i+t)}function j(i,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:Ze(i),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),s=n=>e.find(r=>r.type===n)?.value??"";return`${s("year")}-${s("month")}-${s("day")} ${s("hour")}:${s("minute")}:00`}function si(i,t){return Ze(i)?t:new Date(t.replace(" ","T")).toISOString()}var C=m(()=>{"use strict"});async function Qe(i){await Promise.all(Is.map(t=>i.loadBackendTranslation(t,"backcare")))}function c(i,t,e){return $(i,`card_${t}`,e)}function $(i,t,e){return i.localize(`${Pe}.common.${t}`,e)}function ni(i,t){return`${i.localize(`${Pe}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function x(i,t,e){return i.localize(`${Pe}.selector.${t}.options.${e}`)}function ri(i,t,e){let{reason:s,allowed_from:n,placeholders:r}=t,o={...r};return n&&(o.allowed_from=S(i,R(Date.parse(n)),e)),i.localize(`${Pe}.exceptions.${s}.message`,o)}function oi(i,t,e){if(t.allowed_from){let s=R(Date.parse(t.allowed_from));return c(i,"from",{time:S(i,s,e)})}return c(i,`refused_${t.reason}`)||c(i,"refused")}function J(i,t){let{translation_domain:e,translation_key:s,translation_placeholders:n,message:r}=t,o=`component.${e}.exceptions.${s}.message`;return(s?i.localize(o,n):"")||r||c(i,"unreachable")}var Pe,Is,E=m(()=>{"use strict";C();Pe="component.backcare",Is=["common","entity","exceptions","selector"]});function ai(i,t,e,s){let n=t.doctor?Us(i,t,t.doctor,e,s):p,r=et(i,e.persons,t);return t.doctor==="emergency"?a`${n}${r}`:a`${r}${n}`}function Be(i,t){let e=t?.pad&&t.session?.therapy==="heat",s=c(i,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${s}</ha-alert>`}function Us(i,t,e,{emergency_number:s},n){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${r?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${c(i,`doctor_${e}`)}</strong>
      ${t.red_flags.map(d=>x(i,"red_flag",d)).join(" · ")}
    </div>
    ${r&&s?a`<a class="call" href="tel:${s}">
            <ha-icon icon="mdi:phone"></ha-icon>${c(i,"call",{number:s})}
          </a>`:p}
    ${r&&!t.private?a`<button type="button" @click=${()=>n("report")}>
            ${c(i,"menu_report")}
          </button>`:p}
    ${o?a`<button type="button" @click=${()=>n("clear")}>
            ${c(i,"menu_clear")}
          </button>`:p}
  </div>`}function et(i,t,e){let s=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(s.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>a`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${c(i,"pad_fault",{name:r})}</strong></div>
    </div>`)}var li=m(()=>{"use strict";k();E()});function di(i){let t=Math.random(),e=!1;return ci.then(()=>{e||history.state?.dialog||(he.set(t,i),history.pushState({...history.state,[Se]:t},""))}),()=>{e=!0,he.delete(t),history.state?.[Se]===t&&pi()}}function pi(){ci=new Promise(i=>{window.addEventListener("popstate",i,{once:!0}),window.setTimeout(i,1e3)}),history.back()}function hi(){let i=history.state?.[Se];i!==void 0&&!he.has(i)&&pi()}var Se,he,ci,ui=m(()=>{"use strict";Se="backcareDialog",he=new Map,ci=Promise.resolve();window.addEventListener("popstate",()=>{let i=history.state?.[Se];for(let[t,e]of he)t!==i&&(he.delete(t),e());hi()});hi()});function mi(i,t,e,s){let n=Date.parse(t.today.since),r=Date.parse(t.today.until),o=Fs(i,t,e,s).filter(h=>h.to>n&&h.from<r),d=o.filter(h=>h.kind!=="rest"),l=["ice","heat"].filter(h=>t.today[h]>=60).map(h=>`${x(i,"therapy",h)} ${z(i,t.today[h]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${c(i,"today")}</span>
      <span class="aside">${l.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${d.map(h=>h.title).join(", ")||c(i,"nothing_today")}
    >
      ${o.map(h=>js(h,n,r))}
      <span class="now" style="inset-inline-start: ${U(s,n,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(h=>a`<span>${ei(i,n+h/4*(r-n))}</span>`)}
    </div>
    ${d.length?p:a`<p class="aside">${c(i,"nothing_today")}</p>`}
  </section>`}function z(i,t,e="short"){let s={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(i.locale.language,s).format(Math.floor(t/6e4))}function js({from:i,to:t,kind:e,title:s},n,r){let o=U(i,n,r)*100,d=U(t,n,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${d}%"
    title=${s}
  ></span>`}function Fs(i,t,e,s){let n=[],r=(l,h)=>{let f=h+(t.rests[l]??0)*1e3;if(f>h){let g=c(i,"rest_until",{time:I(i,f)});n.push({from:h,to:f,kind:"rest",title:g})}},o=(l,h,f)=>{let g=`${x(i,"therapy",l)} ${I(i,h)}–${I(i,f)}`;n.push({from:h,to:f,kind:l,title:g})};for(let l of e)l.kind==="exposure"&&r(l.therapy,Date.parse(l.ended));for(let l of e)l.kind==="session"&&o(l.therapy,Date.parse(l.at),Date.parse(l.ended));let d=t.session;return d&&o(d.therapy,Date.parse(d.started),s),n}var ue=m(()=>{"use strict";k();E();C()});function qs(i){return i.kind==="spasm"||i.kind==="pain"}function Ws(i,t){switch(t.kind){case"pain":return tt(c(i,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:s,duration:n,eased_by:r}=t;return tt(e===null?c(i,"entry_spasm"):c(i,"entry_spasm_rated",{value:e}),n===null?null:me(i,n),s,r&&$(i,"report_entry_eased",{what:r}))}case"session":case"exposure":return tt(x(i,"therapy",t.therapy),z(i,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(s=>x(i,"red_flag",s)).join(" · ");return t.kind==="flags_reported"?c(i,"entry_flags_reported",{flags:e}):c(i,"entry_flags_cleared",{flags:e})}case"flags_denied":return c(i,"entry_flags_denied");case"episode":return c(i,"entry_episode")}}function me(i,t){if(t>=60)return z(i,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(i.locale.language,e).format(t)}function tt(...i){return i.filter(Boolean).join(" · ")}function gi(i,t,{entries:e,more:s},n,r,o){let d=e.filter(l=>l.kind!=="exposure").reverse();return!d.length&&!s?a`<p>${c(i,"entries_none")}</p>`:a`<ul class="entries">
      ${d.map(l=>Vs(i,t,l,n,r,o))}
    </ul>
    ${s?a`<button type="button" class="chip" @click=${o.older}>
            ${c(i,"entries_older")}
          </button>`:p}`}function Vs(i,t,e,s,n,r){let o=Ws(i,e),d=S(i,Date.parse(e.at),n),l=`${o}, ${d}`;return a`<li>
    <span class="what">${o}<small>${d}</small></span>
    ${t.read_only||!qs(e)?p:a`<button
              type="button"
              class="icon"
              aria-label=${c(i,"entry_edit",{entry:l})}
              @click=${()=>r.correct(e)}
            >
              <ha-icon icon="mdi:pencil"></ha-icon>
            </button>
            <button
              type="button"
              class="icon"
              aria-label=${c(i,"entry_delete",{entry:l})}
              aria-expanded=${s===e.id}
              @click=${()=>r.ask(s===e.id?void 0:e)}
            >
              <ha-icon icon="mdi:delete-outline"></ha-icon>
            </button>
            ${s===e.id?Ks(i,e,r):p}`}
  </li>`}function Ks(i,t,e){return a`<p class="sure" role="alert">
    ${c(i,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${i.localize("ui.common.delete")}
    </button>
  </p>`}var fi,_i=m(()=>{"use strict";k();E();C();ue();fi=20});async function He(i){for(let t=0;t<120&&!i.activeElement;t+=1)i.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var it=m(()=>{"use strict"});async function Re(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let i=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([Ys().catch(()=>{}),i])}async function Ys(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var st=m(()=>{"use strict"});function vi(i,t){return{at:t,text:j(i,t)}}function yi(i,{at:t,text:e},s,n,r){let o=s===e;return r!==null&&s===j(i,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<n?new Date(t).toISOString():void 0:si(i,s)}var bi=m(()=>{"use strict";C()});function $i(i,t){let e=!i.read_only,s=e&&i.onset!==null,n=i.last_act;return[["undo","mdi:undo",e&&n!==null&&t<Date.parse(n.until)],["entries","mdi:notebook-outline",!i.private],["episode","mdi:calendar-plus",e&&i.phase!=="ice"],["onset","mdi:calendar-edit",s],["recovered","mdi:human-handsup",s&&i.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&i.phase==="recovery"],["end_episode","mdi:calendar-check",s],["clear","mdi:clipboard-check-outline",e&&i.red_flags.length>0],["report","mdi:file-document-outline",!i.private]].filter(([,,o])=>o).map(([o,d])=>[o,d])}var xi=m(()=>{"use strict"});function wi(i,t,e,s){let n=Array.from({length:11-i},(r,o)=>o+i);return a`<fieldset class="scale">
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
  </fieldset>`}function nt(i,t,e,s){return a`<fieldset>
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
  </fieldset>`}function rt(i,t,e,s){return a`${nt(i,t,e,s)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:n})=>s(n.value)}
    />`}function Ce(i,t,e){return a`${i.map(([s,n])=>a`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(s)}
        @change=${({target:r})=>{let o=[...t].filter(d=>d!==s);e(new Set(r.checked?[...o,s]:o))}}
      />
      <span>${n}</span>
    </label>`)}`}var ze,ot=m(()=>{"use strict";k();ze=O`
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
`});async function Ai(i,{config_entry_id:t}){let s={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${i.language}`,expires:Gs};return(await i.callWS(s)).path}async function Ei(i,t){let e=await fetch(await Ai(i,t)).catch(()=>{});if(!e?.ok)throw{};let s=Zs.exec(e.headers.get("Content-Disposition")??"")?.[1],n=await e.text();return{html:n,file:new File([n],s??"report.html",{type:"text/html"})}}function Ti(i){return!!navigator.canShare?.({files:[i]})}async function Pi(i,t,e){let{file:s}=e;if(!Ti(s))return ki(i,t,s.name);try{await navigator.share({files:[s]})}catch(n){if(n.name==="AbortError")return;await ki(i,t,s.name)}}async function ki(i,t,e){let s=document.createElement("a");s.href=await Ai(i,t),s.download=e,document.body.append(s),s.click(),s.remove()}function Si(i,t,e,s){let n=t&&Ti(t.file);return a`${typeof window.print=="function"&&!i.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${c(i,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${s}>
    ${n?c(i,"share"):i.localize("ui.common.save")}
  </ha-button>`}var Gs,Zs,Hi=m(()=>{"use strict";k();E();Gs=300,Zs=/filename="([^"]+)"/});var Ri,Ci,at=m(()=>{"use strict";k();Ri=O`
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
`,Ci=O`
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
`});async function ee(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};await i.callService("backcare",e,n,void 0,!1)}async function zi(i,t,e,s={}){await i.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...s})}async function Oe(i,t,e,s={}){let n={...s,config_entry_id:t.config_entry_id};return(await i.callService("backcare",e,n,void 0,!1,!0)).response}var Me=m(()=>{"use strict"});function fe(i,t={}){return i==="report_red_flags"&&!t.flags?.length?"answer_question":i==="mark_recovered"&&t.undo?"undo_recovered":Xs.has(i)?i:void 0}function Le(i,t,e){if(e===void 0)return;let s=()=>{ct(i,t).catch(r=>lt(J(i,r)))},n={text:i.localize("ui.common.undo"),action:s};lt(c(i,`done_${e}`),n)}async function ct(i,t){let{taken_back:e}=await Oe(i,t,"undo_last");lt($(i,`undone_${e}`))}function lt(i,t){let e={id:"backcare",message:i,action:t,duration:Js};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var Js,Xs,dt=m(()=>{"use strict";E();Me();Js=1e4,Xs=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function Oi(i,t,e){if(t==="now")return j(i,e);if(t==="morning")return`${Mi(i,e)} ${Bs}`;if(t==="evening")return`${Mi(i,e-Qs)} ${en}`}function Mi(i,t){return j(i,t).slice(0,10)}function Li(i,{when:t,at:e,now:s,label:n},r){let o=["now","morning","evening","choose"].filter(d=>d!=="morning"||`${Oi(i,d,s)}`<j(i,s));return a`<fieldset>
    <legend>${n}</legend>
    <div class="known">
      ${o.map(d=>a`<button
          type="button"
          class="chip"
          aria-pressed=${d===t}
          @click=${()=>r(d,Oi(i,d,s)??e)}
        >
          ${c(i,`when_${d}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${n}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${j(i,s).slice(0,16).replace(" ","T")}
            @change=${({target:d})=>{let{value:l}=d;l&&r("choose",`${l.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var Qs,Bs,en,Di=m(()=>{"use strict";k();E();C();Qs=864e5,Bs="07:00:00",en="20:00:00"});var Ni,tn,y,Ii=m(()=>{"use strict";k();de();ui();_i();it();st();bi();xi();ot();Hi();at();E();dt();Me();Di();Ni=[30,60,300,900],tn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],y=class extends T{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:s,_report:n}=this;this._error="",n&&this._load(()=>Pi(e,s,n))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=di(this._close),this._begin(this.kind),await Re(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,s){this.kind=e,this._corrected=s;let n=s?.at??(e==="onset"?this.person.onset:null);this._asked=vi(this.hass,n?Date.parse(n):this._now),this._at=this._asked.text,this._when=n?"choose":"now",this._level=(s?.kind==="spasm"?s.intensity:s?.level)??null,this._duration=s?.kind==="spasm"?s.duration:null,this._activity=s?.activity??"",this._eased=s?.kind==="spasm"&&s.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await He(this.renderRoot)}async _load(e){try{await e()}catch(s){this._error=J(this.hass,s)}}async _loadReport(){this._report=await Ei(this.hass,this.person)}async _loadDiary(e){let s=e?.entries[0],n=await Oe(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:s?.at,limit:fi}),r=new Set(e?.entries.map(d=>d.id)),o=n.entries.filter(d=>!r.has(d.id));this._diary={entries:[...o,...e?.entries??[]],more:n.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?c(this.hass,"dialog_correct"):c(this.hass,`dialog_${this.kind}`)}render(){return this._ready?a`<ha-dialog
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
      ${s==="clear"||s==="entries"?p:s==="report"?Si(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${s==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?c(e,"submit_correct"):c(e,`submit_${s}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:s}=this;switch(this.kind){case"spasm":return a`${this._levels(1,c(e,"strength"))} ${this._times("at")}
        ${nt(Ni.map(n=>me(e,n)),c(e,"lasted"),this._duration===null?"":me(e,this._duration),n=>{let r=Ni.find(o=>me(e,o)===n);this._duration=r??null})}
        ${this._named("activities")}
        ${rt(s.eased,c(e,"eased"),this._eased,n=>{this._eased=n})}`;case"pain":return a`${this._levels(0,c(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${s.onset?a`<p>${c(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(n=>a`<fieldset>
            <legend>${c(e,`flags_${n}`)}</legend>
            ${this._ticks(this.flags[n])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${c(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${c(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${c(e,"dialog_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${c(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,s){return wi(e,s,this._level,n=>{this._level=n})}_named(e){let{activities:s}=this.person;return rt(s,c(this.hass,e),this._activity,n=>{this._activity=n})}_times(e){let{hass:s,_when:n,_at:r,_now:o}=this,d={when:n,at:r,now:o,label:c(s,`field_${e}`)};return Li(s,d,(l,h)=>{this._when=l,this._at=l==="now"&&this.kind!=="onset"?this._asked.text:h})}_ticks(e){let s=e.map(n=>[n,x(this.hass,"red_flag",n)]);return Ce(s,this._chosen,n=>{this._chosen=n})}_clearing(){let{hass:e}=this,s=this.flags.emergency.some(o=>this._chosen.has(o)),n=tn.filter(o=>!s||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
        <legend>${c(e,"clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${n.map(o=>a`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${()=>this._do(()=>this._act("clear_red_flags",r(o)))}
          >
            ${x(e,"clear_reason",o)}
          </button>`)}
      </div>`}_entries(){let{hass:e,person:s,_diary:n}=this;return n?gi(e,s,n,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(n))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${c(e,"loading")}</p>`}_menu(){let{hass:e,person:s,_now:n}=this;return a`<div class="menu">
      ${$i(s,n).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${c(e,`menu_${r}`)}
            ${r==="undo"&&s.last_act?a`<small>${c(e,`done_${s.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:s,person:n}=this;switch(e){case"undo":return void this._do(()=>ct(s,n));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._told(this.person.onset),s=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:s,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:s,eased_by:this._eased.trim()||void 0,at:e}]}_told(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:yi(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._told(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._told(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,s={}){await ee(this.hass,this.person,e,s),Le(this.hass,this.person,fe(e,s))}async _correct(e){await ee(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await ee(this.hass,this.person,"delete_entry",{entry_id:e.id})}async _do(e,s=!1){let{hass:n}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),s?this._begin("entries"):this._close()}catch(o){this._error=J(n,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():s&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};y.styles=[ze,Ci],u([b({attribute:!1})],y.prototype,"hass",2),u([b({attribute:!1})],y.prototype,"person",2),u([b({attribute:!1})],y.prototype,"flags",2),u([b({attribute:!1})],y.prototype,"ahead",2),u([b()],y.prototype,"kind",2),u([v()],y.prototype,"_open",2),u([v()],y.prototype,"_busy",2),u([v()],y.prototype,"_error",2),u([v()],y.prototype,"_ready",2),u([v()],y.prototype,"_when",2),u([v()],y.prototype,"_at",2),u([v()],y.prototype,"_level",2),u([v()],y.prototype,"_duration",2),u([v()],y.prototype,"_activity",2),u([v()],y.prototype,"_eased",2),u([v()],y.prototype,"_chosen",2),u([v()],y.prototype,"_report",2),u([v()],y.prototype,"_diary",2),u([v()],y.prototype,"_deleting",2),y=u([N("backcare-dialog")],y)});function ji({connection:i},t,e,s){let n=Ui.get(i);return n||(n=new ht(i),Ui.set(i,n)),n.add({shows:t,told:e,unreachable:s})}function pt(i){i?.().catch(()=>{})}var Ui,ht,Fi=m(()=>{"use strict";Ui=new WeakMap;ht=class{constructor(t){this.connection=t;this.followers=new Set;this.histories={};this.historyOf=new Set;this.attempt=0;this.lost=()=>{window.clearTimeout(this.gone),this.gone=window.setTimeout(()=>this.unreachable(),3e3)};this.renew=()=>{this.undo=void 0,this.subscribe()}}add(t){return this.followers.add(t),this.followers.size===1?this.open():this.latest&&t.told(this.latest.view,this.latest.ahead),this.askForMore(),{show:e=>{t.shows=e,this.askForMore()},leave:()=>{this.followers.delete(t)&&!this.followers.size&&this.close()}}}open(){this.connection.addEventListener("ready",this.renew),this.connection.addEventListener("disconnected",this.lost),this.subscribe()}close(){this.attempt+=1,window.clearTimeout(this.again),window.clearTimeout(this.gone),this.connection.removeEventListener("ready",this.renew),this.connection.removeEventListener("disconnected",this.lost),pt(this.undo),this.undo=this.latest=void 0,this.historyOf.clear()}unreachable(){for(let t of[...this.followers])t.unreachable()}askForMore(){this.shown().every(t=>this.historyOf.has(t))||queueMicrotask(()=>{this.shown().some(t=>!this.historyOf.has(t))&&this.subscribe()})}shown(){return[...this.followers].flatMap(({shows:t})=>t?[t]:[])}async subscribe(){window.clearTimeout(this.again),window.clearTimeout(this.gone),this.attempt+=1;let t=this.attempt,e=this.undo;this.undo=void 0,this.historyOf=new Set(this.shown());let s={type:"backcare/subscribe",history_of:[...this.historyOf]};try{let n=await this.connection.subscribeMessage(r=>{t===this.attempt&&this.take(r)},s,{resubscribe:!1});t===this.attempt?this.undo=n:pt(n)}catch{t===this.attempt&&(this.unreachable(),this.again=window.setTimeout(()=>{this.subscribe()},2e3))}pt(e)}take(t){this.histories={...this.histories,...t.histories};let e=Date.parse(t.now)-Date.now();this.latest={view:{...t,histories:this.histories},ahead:e};for(let s of[...this.followers])s.told(this.latest.view,e)}}});var qi,P,Wi=m(()=>{"use strict";k();de();C();qi=2*Math.PI*54,P=class extends T{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._calm=window.matchMedia("(prefers-reduced-motion: reduce)");this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._time)return;let e=Math.max(0,this._left());this._calm.matches||this._drawBar();let s=ii(e);this._time.textContent!==s&&(this._time.textContent=s);let n=Je(e);(n<=1||n%5===0)&&(this._minutes=n),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(s=>s.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=Je(this._left()))}updated(){this._drawBar(),this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}_drawBar(){if(!this._bar)return;let e=Math.ceil(Math.max(0,this._left())/1e3)*1e3,s=1-Math.min(1,e/this.length);this._bar.style.strokeDashoffset=String(s*qi)}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${ce`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${qi}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt?this.spoken(this._minutes):p}</span
      >
    `}};P.styles=O`
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
  `,u([b({attribute:!1})],P.prototype,"finishesAt",2),u([b({attribute:!1})],P.prototype,"remaining",2),u([b({attribute:!1})],P.prototype,"length",2),u([b({attribute:!1})],P.prototype,"ahead",2),u([b({attribute:!1})],P.prototype,"caption",2),u([b({attribute:!1})],P.prototype,"spoken",2),u([v()],P.prototype,"_minutes",2),u([Ge(".left")],P.prototype,"_bar",2),u([Ge(".time")],P.prototype,"_time",2),P=u([N("backcare-ring")],P)});var Vi,Ki=m(()=>{"use strict";Vi={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function Zi(i,t,e,{ahead:s,now:n},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,d=x(i,"therapy",e.therapy),l=e.lapses_at?I(i,R(Date.parse(e.lapses_at))):"",h=o?c(i,"until",{time:I(i,R(o))}):c(i,"paused",{time:l}),f=!t.read_only,g=t.offers.filter(w=>w.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${d}>
    <h2>${d}</h2>
    <backcare-ring
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${s}
      .caption=${h}
      .spoken=${w=>c(i,"left",{therapy:d,time:z(i,w*Gi,"long")})}
    ></backcare-ring>
    ${o?nn(i,e):p}
    <div class="buttons">
      ${f?o?F(i,"pause","mdi:pause","filled",r.pause):F(i,"resume","mdi:play","accent",r.resume):p}
      ${F(i,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(Yi)}
              >+${z(i,Yi*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?Ji(i,t):p}
    ${Qi(i,t,g,n,r)}
  </section>`}function nn(i,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let s=$(i,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${s}</p>`}function Ji(i,{pad:t}){if(!t)return p;let{name:e,on:s,takes_back:n}=t;return a`<p class="aside">
    ${s?c(i,"pad_on",{name:e}):c(i,"pad_off",{name:e})}
    ${n?a`<strong>${$(i,"plug_takes_offs_back",n)}</strong>`:p}
  </p>`}function Xi(i,t,e,s){if(t.read_only)return p;if(t.phase==="none")return rn(i,t,e,s);let n=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==n);return a`<section class="hero ${n?.therapy??""}">
    ${n?a`${ut(i,t,n,"big",e,s)}${on(i,n,s)}`:p}
    ${t.pad&&t.therapy==="heat"?Ji(i,t):p}
    ${Qi(i,t,r,e,s)}
  </section>`}function rn(i,t,e,s){let n=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${n?ut(i,t,n,n.length?"big":"tile",e,s):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${s.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${c(i,"menu_episode")}<small>${c(i,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function on(i,{therapy:t,length:e,at_most:s,without_pad:n},r){let o=(s??0)/60,d=sn.filter(l=>l<=o&&l*60!==e);return!d.length&&!n?p:a`<div class="ways" role="group" aria-label=${x(i,"therapy",t)}>
    ${d.map(l=>a`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:l*60})}
      >
        ${z(i,l*Gi)}
      </button>`)}
    ${n?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${c(i,"without_pad")}
          </button>`:p}
  </div>`}function Qi(i,t,e,s,n){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>ut(i,t,r,"tile",s,n))}
  </div>`}function ut(i,t,e,s,n,r){let{therapy:o,length:d,refused:l}=e,h=x(i,"therapy",o),f=s==="big"&&!l?c(i,"start",{therapy:h}):h,w=l?t.doctor==="emergency"?c(i,"refused"):oi(i,l,n):z(i,(d??0)*1e3);return a`<button
    type="button"
    class="${s} ${o} ${l?"refused":""}"
    @click=${()=>l?r.tellWhy(o,l):r.start(o)}
  >
    <ha-icon icon=${Vi[o]}></ha-icon>
    <span>${f}<small>${w}</small></span>
  </button>`}function F(i,t,e,s,n,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${s}
    variant=${r}
    @click=${n}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${c(i,t)}
  </ha-button>`}var Gi,Yi,sn,Bi=m(()=>{"use strict";k();Wi();Ki();E();C();ue();Gi=6e4,Yi=300,sn=[5,10,15,20,30]});var an,H,es=m(()=>{"use strict";k();de();it();ot();E();an=700,H=class extends T{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._settling=!1;this._chosen=new Set}render(){let{hass:e,_step:s}=this;return a`<section aria-label=${c(e,"question")}>
      ${s==="emergency"?a`<p class="advice">${c(e,"advice")}</p>`:p}
      ${s==="which"?this._which():this._asked(s)}
      ${this._unsure?a`<p class="unsure" role="status">${$(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:s,person:n}=this;return a`<p>${$(s,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling}>
        ${this._answer("yes",()=>e==="emergency"?this._tell(["emergency"]):this._go("which"))}
        ${n.private||n.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,s){return a`<button type="button" @click=${s}>
      ${$(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,s=[...this.flags.urgent,...this.flags.soon].filter(n=>n!=="urgent");return a`<fieldset>
        <legend>${c(e,"clear_which")}</legend>
        ${Ce(s.map(n=>[n,x(e,"red_flag",n)]),this._chosen,n=>{this._chosen=n})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._tell(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${c(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._tell([])}_go(e){this._step=e,this._unsure=!1,this._settling=!0,window.setTimeout(()=>{this._settling=!1},an),this.updateComplete.then(()=>He(this.renderRoot))}_tell(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};H.styles=[ze,O`
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
    `],u([b({attribute:!1})],H.prototype,"hass",2),u([b({attribute:!1})],H.prototype,"person",2),u([b({attribute:!1})],H.prototype,"flags",2),u([v()],H.prototype,"_step",2),u([v()],H.prototype,"_unsure",2),u([v()],H.prototype,"_settling",2),u([v()],H.prototype,"_chosen",2),H=u([N("backcare-question")],H)});function mt(i){return i.kind==="session"&&i.used>=ln?i:void 0}function ts({unread:i,offers:t,read_only:e,private:s}){if(e||s)return;let n=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(n?.refused?.reason??"");return i.find(o=>o!=="patch_or_drowsy"||!r)}function is(i,t,e,s){return a`<section class="note" aria-label=${c(i,"question")} ?inert=${e}>
    <p>${$(i,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${s}>${i.localize("ui.common.ok")}</button>
  </section>`}function ss(i,t){if(i.read_only||i.private||i.session||i.phase==="none")return!1;let e=Date.parse(i.today.since),s=t.map(r=>Date.parse(mt(r)?.ended??"")),n=Math.min(...s.filter(r=>r>=e));return Number.isFinite(n)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=n)}function ns(i,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${c(i,"pain_now")}
  </button>`}function rs(i,{told:t,phase:e}){if(!t||e==="none")return p;let s=t.heat_after/3600;return a`<p class="aside told">
    ${s===72?p:c(i,"told_heat",{hours:s})}
    ${t.early_stretches?c(i,"told_stretches"):p}
  </p>`}var ln,ft=m(()=>{"use strict";k();E();ln=60});function os(i,t,e,s){let n=Date.parse(t.today.until),r=n-ge*gt,o=_=>U(Date.parse(_),r,n)*100,d=e.filter(_=>Date.parse(_.at)>=r),l=d.filter(_=>_.kind==="pain"),h=d.filter(_=>_.kind==="spasm"),f=l.map(_=>({x:o(_.at),y:44-_.level*4})),g=l.at(-1),w=c(i,"pain_told",{days:ge,levels:l.map(_=>_.level).join(", ")||"–",spasms:h.length});return a`<section class="pain">
    <h3>
      <span>${c(i,"pain")}</span>
      <span class="aside">${cn(i,t,s)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${w}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(_=>ce`<line class="grid" x1="0" x2="100" y1=${44-_*4} y2=${44-_*4}></line>`)}
        ${h.map(_=>{let M=o(_.at),xs=3+(_.intensity??5)*.8;return ce`<line class="spasm" x1=${M} x2=${M} y1="60" y2=${60-xs}></line>`})}
        <polyline points=${f.map(_=>`${_.x},${_.y}`).join(" ")}></polyline>
      </svg>
      ${g?a`<span
              class="dot"
              style="inset-inline-start: ${o(g.at)}%; inset-block-start: ${(44-g.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:ge},(_,M)=>a`<span>${ti(i,r+(M+.5)*gt)}</span>`)}
    </div>
    ${dn(i,d,r)} ${pn(i,t)}
  </section>`}function cn(i,{pain:t,pain_at:e,today:s},n){if(t===null)return p;let r=e?Date.parse(e):n,o=r<Date.parse(s.since)?`, ${S(i,r,n)}`:"";return a`<b>${t}</b>/10${o}`}function dn(i,t,e){let s=["ice","heat"].map(r=>{let o=Array.from({length:ge},()=>0);for(let l of t){if(mt(l)?.therapy!==r)continue;let h=Math.floor((Date.parse(l.at)-e)/gt);o[h]!==void 0&&(o[h]+=1)}let d=o.reduce((l,h)=>l+h,0);return{therapy:r,counts:o,total:d,name:x(i,"therapy",r)}}).filter(({total:r})=>r);if(!s.length)return p;let n=s.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${c(i,"sessions_had",{days:ge,sessions:n})}
  >
    ${s.map(({therapy:r,counts:o,name:d})=>a`<div class="days ${r}" title=${d}>
        ${o.map(l=>a`<span>${l?a`<i></i>${l}×`:p}</span>`)}
      </div>`)}
  </div>`}function pn(i,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:s,count:n})=>`${s} (${n}×)`).join(", ");return a`<p class="avoid">${c(i,"avoid",{names:e})}</p>`}var gt,ge,as=m(()=>{"use strict";k();ft();E();C();gt=864e5,ge=7});function ls(i,t,e,s){let{next_step:n,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?mn(i,t,r,e,s):hn.includes(n.state)?p:a`<p class="step">${un(i,t,e)}${cs(i,t)}</p>`}function un(i,{next_step:t},e){let s={};return t.until&&(s.time=S(i,R(Date.parse(t.until)),e)),t.length!==null&&(s.duration=z(i,t.length*1e3,"long")),$(i,t.text,s)}function mn(i,t,e,s,n){return a`<div class="ended ${e.therapy}" role="status">
    <p>${fn(i,t,e,s)}${cs(i,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${n}>${i.localize("ui.common.ok")}</button>`}
  </div>`}function fn(i,t,e,s){let{therapy:n,on_pad:r,event:o}=e;if(o==="interrupted")return $(i,"announce_interrupted");if(n!=="ice"&&n!=="heat")return $(i,`announce_ended_${n}`);let{next_step:d}=t,l=r&&!t.pad?.on,h=$(i,l?"care_end_pad":`care_end_${n}`);if(!d.until||d.therapy!==n)return h;let f=S(i,R(Date.parse(d.until)),s);return`${h} ${$(i,`care_next_${n}`,{time:f})}`}function cs(i,{next_step:t}){return t.cut_off?a` <small>${ni(i,t.cut_off)}</small>`:p}var hn,ds=m(()=>{"use strict";k();E();C();ue();hn=["call_emergency","unplug_pad","see_doctor_today"]});function hs(i,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let s=Date.parse(t.onset),n=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(n,r):n,d={ice:U(e,s,o),heat:r?+(r>n):Xe(e-n,4*ps),recovery:r?Xe(e-r,10*ps):0},l=f=>S(i,f,e),h=r?c(i,"recovered_since",{time:l(r)}):e<n?c(i,"heat_from",{time:l(R(n))}):c(i,"heat_since",{time:l(n)});return a`<section class="timeline" aria-label=${c(i,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>_n(i,f,d[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${c(i,"onset",{time:l(s)})}</span>
      <span>${h}</span>
    </div>
  </section>`}function _n(i,t,e,s){let n=c(i,"now");return a`<li
    class="${t} ${s?"here":""}"
    style="flex-grow: ${gn[t]}"
    aria-current=${s?"step":p}
  >
    <span class="label">${i.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${s?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${n}></span>`:p}
    </span>
  </li>`}var ps,gn,us=m(()=>{"use strict";k();E();C();ps=864e5,gn={ice:50,heat:30,recovery:20}});function ms(i,t,e){let s=n=>i.find(r=>r.config_entry_id===n);return t?s(t):s(e)??i.find(n=>n.mine)??i.find(n=>n.loaded&&!n.private)??i.find(n=>n.loaded)??i[0]}function _t(i){try{return localStorage.getItem(gs(i))??""}catch{return""}}function fs(i,t){try{localStorage.setItem(gs(i),t)}catch{}}function gs(i){return`backcare-person-${i.user?.id??""}`}var _s=m(()=>{"use strict"});var ys={};ks(ys,{BackcareCard:()=>A});function vs(i){if(!i?.loaded)return"";let{config_entry_id:t,phase:e,session:s,ended:n,doctor:r,unread:o,question:d}=i,l=[s?.therapy,s&&!!s.finishes_at],h=[n?.at,r,d,...o];return[t,e,...l,...h].join()}var yn,bn,$n,xn,wn,A,bs=m(()=>{"use strict";k();de();Bt();li();Ii();Fi();Bi();es();st();ft();as();ds();at();E();us();ue();dt();Me();_s();yn=6e4,bn=2e4,$n=["stop_session","report_red_flags"],xn=["heat_too_early","massage_too_early"],wn=700;A=class extends T{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._texts=!1;this._unreachable=!1;this._chosen="";this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._ahead=0;this._hadFocus=!1;this._language="";this._commands={start:(e,s={})=>{this._loosen("start_session",{therapy:e,...s})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),tellWhy:(e,s)=>this._tell(e,s)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,fs(this.hass,this._chosen)}),this._showHistory()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await Qe(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(n=>({name:`hide_${n}`,selector:{boolean:{}}}))],computeLabel:({name:n})=>e?c(e,`editor_${n}`):n,computeHelper:({name:n})=>e&&n==="person"?c(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._showHistory()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),this._clock=window.setInterval(()=>{this._minute+=1},yn),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._followed?.leave(),this._followed=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return!s||s.locale!==this.hass.locale||s.localize!==this.hass.localize||s.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&(this._follow(),this._language!==this.hass.language&&(this._language=this.hass.language,Re(),this._loadTexts()))}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}async _loadTexts(){try{await Qe(this.hass),this._texts=!0}catch{this._language="",await new Promise(e=>window.setTimeout(e,2e3))}this._minute+=1}_follow(){this._followed||!this.hass||!this.isConnected||(this._followed=ji(this.hass,this._config.person??_t(this.hass),(e,s)=>{this._ahead=s,this._show(()=>{this._view=e}),this._unreachable=!1,this._showHistory()},()=>{this._unreachable=!0}))}_show(e){let s=this._person;e();let n=this._person,r=s!==void 0&&vs(s)!==vs(n);(r||this._outdated(n))&&this._forgetWhy(),r&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},wn))}_showHistory(){let e=this._person;e?.loaded&&this._followed?.show(e.config_entry_id)}get _entries(){let e=this._person;return e&&!e.private&&this._view?.histories[e.config_entry_id]||[]}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?_t(this.hass):"");return ms(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts)return a`<ha-card></ha-card>`;let{hass:e,_view:s}=this;if(!s){let r=c(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let n=this._person;return n?n.loaded?a`<ha-card class=${n.phase}>
      ${this._header(n)} ${this._unreachable?Be(e,n):p}
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
        >${this._header(n)} ${this._unreachable?Be(e):p}
        ${et(e,s.persons)}
        <p class="message">
          ${n.private?c(e,"private"):c(e,"not_loaded",{name:n.name})}
        </p></ha-card
      >`:this._nobody(s)}_rightNow(e,s){let{hass:n,_now:r,_ahead:o}=this,{session:d}=e;return a`${ai(n,e,s,l=>this._open(l))}
    ${ls(n,e,r,()=>this._command("acknowledge"))}
    ${d?Zi(n,e,d,{ahead:o,now:r},this._commands):Xi(n,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,s){let{hass:n}=this;if(e.question)return Xt(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${n}
          .person=${e}
          .flags=${s.red_flags}
          @backcare-answered=${({detail:d})=>this._do("report_red_flags",{flags:d})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:ts(e);return r?is(n,r,this.settling,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&ss(e,this._entries)?ns(n,()=>this._open("pain")):p}_behind(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_timeline?p:a`${hs(s,e,r)}${rs(s,e)}`}
    ${e.private?a`<p class="message">${c(s,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:s}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${c(s,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:s,_config:n,_now:r}=this;return a`${n.hide_today?p:mi(s,e,this._entries,r)}
    ${n.hide_pain||e.phase==="none"?p:os(s,e,this._entries,r)}`}_nobody(e){let{hass:s}=this;return e.persons.length?a`<ha-card><p class="message">${c(s,"not_found")}</p></ha-card>`:a`<ha-card>
      <div class="message">
        <p>${c(s,"nobody")}</p>
        ${s.user?.is_admin?a`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${c(s,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:s}=this,n=this._view?.persons??[],r=!this._config.person&&n.length>1;return a`<header role="none">
      ${r?a`<select aria-label=${c(s,"choose_person")} @change=${this._choose}>
              ${n.map(o=>a`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:a`<h2>${e.name}</h2>`}
      ${e.loaded?a`<span class="phase">${c(s,`phase_${e.phase}`)}</span>`:p}
    </header>`}_footer(e){let{hass:s}=this,n=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return a`<footer role="none">
      ${n?a`${F(s,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${F(s,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${F(s,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:F(s,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,s={}){return!this.settling&&await this._do(e,s)}async _do(e,s={}){return this._give((n,r)=>ee(n,r,e,s),fe(e,s),$n.includes(e))}_command(e,s={}){this._give((n,r)=>zi(n,r,e,s),fe(e))}async _give(e,s,n=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),Le(r,o,s),!0}catch(d){return this._say(J(this.hass,d)),!1}finally{this._busy=!1}}_tell(e,s){this._say(ri(this.hass,s,this._now)),this._whyOf=e,this._whyEarly=xn.includes(s.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),bn)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(s=>s.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};A.styles=Ri,u([b({attribute:!1})],A.prototype,"hass",2),u([b({attribute:!1})],A.prototype,"preview",2),u([b({type:Boolean,reflect:!0})],A.prototype,"settling",2),u([v()],A.prototype,"_config",2),u([v()],A.prototype,"_view",2),u([v()],A.prototype,"_texts",2),u([v()],A.prototype,"_unreachable",2),u([v()],A.prototype,"_chosen",2),u([v()],A.prototype,"_dialog",2),u([v()],A.prototype,"_why",2),u([v()],A.prototype,"_minute",2),A=u([N("backcare-card")],A)});var $s=window;$s.customCards??=[];$s.customCards.push({type:"backcare-card",name:"BackCare",description:"What is right for the back now: sessions, the plan, the diary.",preview:!0,documentationURL:"https://github.com/backcare/backcare#the-card",getEntitySuggestion(i,t){let e=i.entities[t];if(e?.platform!=="backcare")return null;let s=e.device_id?i.devices[e.device_id]:void 0,n=s?.config_entry_id??s?.primary_config_entry??s?.config_entries?.[0];return{config:{type:"custom:backcare-card",...n?{person:n}:{}}}}});customElements.whenDefined("home-assistant").then(()=>Promise.resolve().then(()=>(bs(),ys)));
