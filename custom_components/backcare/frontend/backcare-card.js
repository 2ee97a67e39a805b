/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var ft=Object.defineProperty;var bn=Object.getOwnPropertyDescriptor;var m=(i,t,e)=>()=>{if(e)throw e[0];try{return i&&(t=i(i=0)),t}catch(n){throw e=[n],n}};var $n=(i,t)=>{for(var e in t)ft(i,e,{get:t[e],enumerable:!0})};var h=(i,t,e,n)=>{for(var s=n>1?void 0:n?bn(t,e):t,r=i.length-1,o;r>=0;r--)(o=i[r])&&(s=(n?o(t,e,s):o(s))||s);return n&&s&&ft(t,e,s),s};var ve,ye,Le,_t,ne,gt,O,vt,Ne,Ie=m(()=>{ve=globalThis,ye=ve.ShadowRoot&&(ve.ShadyCSS===void 0||ve.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Le=Symbol(),_t=new WeakMap,ne=class{constructor(t,e,n){if(this._$cssResult$=!0,n!==Le)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(ye&&t===void 0){let n=e!==void 0&&e.length===1;n&&(t=_t.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),n&&_t.set(e,t))}return t}toString(){return this.cssText}},gt=i=>new ne(typeof i=="string"?i:i+"",void 0,Le),O=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((n,s,r)=>n+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+i[r+1],i[0]);return new ne(e,i,Le)},vt=(i,t)=>{if(ye)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let n=document.createElement("style"),s=ve.litNonce;s!==void 0&&n.setAttribute("nonce",s),n.textContent=e.cssText,i.appendChild(n)}},Ne=ye?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let n of t.cssRules)e+=n.cssText;return gt(e)})(i):i});var xn,wn,kn,An,En,Tn,be,yt,Pn,Sn,se,re,$e,bt,D,oe=m(()=>{Ie();Ie();({is:xn,defineProperty:wn,getOwnPropertyDescriptor:kn,getOwnPropertyNames:An,getOwnPropertySymbols:En,getPrototypeOf:Tn}=Object),be=globalThis,yt=be.trustedTypes,Pn=yt?yt.emptyScript:"",Sn=be.reactiveElementPolyfillSupport,se=(i,t)=>i,re={toAttribute(i,t){switch(t){case Boolean:i=i?Pn:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},$e=(i,t)=>!xn(i,t),bt={attribute:!0,type:String,converter:re,reflect:!1,useDefault:!1,hasChanged:$e};Symbol.metadata??=Symbol("metadata"),be.litPropertyMetadata??=new WeakMap;D=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=bt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let n=Symbol(),s=this.getPropertyDescriptor(t,n,e);s!==void 0&&wn(this.prototype,t,s)}}static getPropertyDescriptor(t,e,n){let{get:s,set:r}=kn(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:s,set(o){let c=s?.call(this);r?.call(this,o),this.requestUpdate(t,c,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??bt}static _$Ei(){if(this.hasOwnProperty(se("elementProperties")))return;let t=Tn(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(se("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(se("properties"))){let e=this.properties,n=[...An(e),...En(e)];for(let s of n)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[n,s]of e)this.elementProperties.set(n,s)}this._$Eh=new Map;for(let[e,n]of this.elementProperties){let s=this._$Eu(e,n);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let n=new Set(t.flat(1/0).reverse());for(let s of n)e.unshift(Ne(s))}else t!==void 0&&e.push(Ne(t));return e}static _$Eu(t,e){let n=e.attribute;return n===!1?void 0:typeof n=="string"?n:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let n of e.keys())this.hasOwnProperty(n)&&(t.set(n,this[n]),delete this[n]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return vt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,n){this._$AK(t,n)}_$ET(t,e){let n=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,n);if(s!==void 0&&n.reflect===!0){let r=(n.converter?.toAttribute!==void 0?n.converter:re).toAttribute(e,n.type);this._$Em=t,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(t,e){let n=this.constructor,s=n._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let r=n.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:re;this._$Em=s;let c=o.fromAttribute(e,r.type);this[s]=c??this._$Ej?.get(s)??c,this._$Em=null}}requestUpdate(t,e,n,s=!1,r){if(t!==void 0){let o=this.constructor;if(s===!1&&(r=this[t]),n??=o.getPropertyOptions(t),!((n.hasChanged??$e)(r,e)||n.useDefault&&n.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,n))))return;this.C(t,e,n)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:n,reflect:s,wrapped:r},o){n&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||n||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let n=this.constructor.elementProperties;if(n.size>0)for(let[s,r]of n){let{wrapped:o}=r,c=this[s];o!==!0||this._$AL.has(s)||c===void 0||this.C(s,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(n=>n.hostUpdate?.()),this.update(e)):this._$EM()}catch(n){throw t=!1,this._$EM(),n}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};D.elementStyles=[],D.shadowRootOptions={mode:"open"},D[se("elementProperties")]=new Map,D[se("finalized")]=new Map,Sn?.({ReactiveElement:D}),(be.reactiveElementVersions??=[]).push("2.1.2")});function Ht(i,t){if(!We(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return xt!==void 0?xt.createHTML(t):t}function K(i,t,e=i,n){if(t===Y)return t;let s=n!==void 0?e._$Co?.[n]:e._$Cl,r=ce(t)?void 0:t._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(i),s._$AT(i,e,n)),n!==void 0?(e._$Co??=[])[n]=s:e._$Cl=s),s!==void 0&&(t=K(i,s._$AS(i,t.values),s,n)),t}var je,$t,xe,xt,Fe,L,qe,Hn,V,le,ce,We,Pt,Ue,ae,wt,kt,q,At,Et,St,Ve,a,pe,Es,Y,p,Tt,W,Rt,de,we,Q,G,ke,Ae,Ee,Te,Ct,Rn,zt,B=m(()=>{je=globalThis,$t=i=>i,xe=je.trustedTypes,xt=xe?xe.createPolicy("lit-html",{createHTML:i=>i}):void 0,Fe="$lit$",L=`lit$${Math.random().toFixed(9).slice(2)}$`,qe="?"+L,Hn=`<${qe}>`,V=document,le=()=>V.createComment(""),ce=i=>i===null||typeof i!="object"&&typeof i!="function",We=Array.isArray,Pt=i=>We(i)||typeof i?.[Symbol.iterator]=="function",Ue=`[ 	
\f\r]`,ae=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,wt=/-->/g,kt=/>/g,q=RegExp(`>|${Ue}(?:([^\\s"'>=/]+)(${Ue}*=${Ue}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),At=/'/g,Et=/"/g,St=/^(?:script|style|textarea|title)$/i,Ve=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),a=Ve(1),pe=Ve(2),Es=Ve(3),Y=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Tt=new WeakMap,W=V.createTreeWalker(V,129);Rt=(i,t)=>{let e=i.length-1,n=[],s,r=t===2?"<svg>":t===3?"<math>":"",o=ae;for(let c=0;c<e;c++){let l=i[c],u,f,_=-1,$=0;for(;$<l.length&&(o.lastIndex=$,f=o.exec(l),f!==null);)$=o.lastIndex,o===ae?f[1]==="!--"?o=wt:f[1]!==void 0?o=kt:f[2]!==void 0?(St.test(f[2])&&(s=RegExp("</"+f[2],"g")),o=q):f[3]!==void 0&&(o=q):o===q?f[0]===">"?(o=s??ae,_=-1):f[1]===void 0?_=-2:(_=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?q:f[3]==='"'?Et:At):o===Et||o===At?o=q:o===wt||o===kt?o=ae:(o=q,s=void 0);let g=o===q&&i[c+1].startsWith("/>")?" ":"";r+=o===ae?l+Hn:_>=0?(n.push(u),l.slice(0,_)+Fe+l.slice(_)+L+g):l+L+(_===-2?c:g)}return[Ht(i,r+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),n]},de=class i{constructor({strings:t,_$litType$:e},n){let s;this.parts=[];let r=0,o=0,c=t.length-1,l=this.parts,[u,f]=Rt(t,e);if(this.el=i.createElement(u,n),W.currentNode=this.el.content,e===2||e===3){let _=this.el.content.firstChild;_.replaceWith(..._.childNodes)}for(;(s=W.nextNode())!==null&&l.length<c;){if(s.nodeType===1){if(s.hasAttributes())for(let _ of s.getAttributeNames())if(_.endsWith(Fe)){let $=f[o++],g=s.getAttribute(_).split(L),M=/([.?@])?(.*)/.exec($);l.push({type:1,index:r,name:M[2],strings:g,ctor:M[1]==="."?ke:M[1]==="?"?Ae:M[1]==="@"?Ee:G}),s.removeAttribute(_)}else _.startsWith(L)&&(l.push({type:6,index:r}),s.removeAttribute(_));if(St.test(s.tagName)){let _=s.textContent.split(L),$=_.length-1;if($>0){s.textContent=xe?xe.emptyScript:"";for(let g=0;g<$;g++)s.append(_[g],le()),W.nextNode(),l.push({type:2,index:++r});s.append(_[$],le())}}}else if(s.nodeType===8)if(s.data===qe)l.push({type:2,index:r});else{let _=-1;for(;(_=s.data.indexOf(L,_+1))!==-1;)l.push({type:7,index:r}),_+=L.length-1}r++}}static createElement(t,e){let n=V.createElement("template");return n.innerHTML=t,n}};we=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:n}=this._$AD,s=(t?.creationScope??V).importNode(e,!0);W.currentNode=s;let r=W.nextNode(),o=0,c=0,l=n[0];for(;l!==void 0;){if(o===l.index){let u;l.type===2?u=new Q(r,r.nextSibling,this,t):l.type===1?u=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(u=new Te(r,this,t)),this._$AV.push(u),l=n[++c]}o!==l?.index&&(r=W.nextNode(),o++)}return W.currentNode=V,s}p(t){let e=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(t,n,e),e+=n.strings.length-2):n._$AI(t[e])),e++}},Q=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,n,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=n,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=K(this,t,e),ce(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Y&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Pt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&ce(this._$AH)?this._$AA.nextSibling.data=t:this.T(V.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:n}=t,s=typeof n=="number"?this._$AC(t):(n.el===void 0&&(n.el=de.createElement(Ht(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===s)this._$AH.p(e);else{let r=new we(s,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=Tt.get(t.strings);return e===void 0&&Tt.set(t.strings,e=new de(t)),e}k(t){We(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,n,s=0;for(let r of t)s===e.length?e.push(n=new i(this.O(le()),this.O(le()),this,this.options)):n=e[s],n._$AI(r),s++;s<e.length&&(this._$AR(n&&n._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let n=$t(t).nextSibling;$t(t).remove(),t=n}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},G=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,n,s,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=r,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=p}_$AI(t,e=this,n,s){let r=this.strings,o=!1;if(r===void 0)t=K(this,t,e,0),o=!ce(t)||t!==this._$AH&&t!==Y,o&&(this._$AH=t);else{let c=t,l,u;for(t=r[0],l=0;l<r.length-1;l++)u=K(this,c[n+l],e,l),u===Y&&(u=this._$AH[l]),o||=!ce(u)||u!==this._$AH[l],u===p?t=p:t!==p&&(t+=(u??"")+r[l+1]),this._$AH[l]=u}o&&!s&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ke=class extends G{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Ae=class extends G{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ee=class extends G{constructor(t,e,n,s,r){super(t,e,n,s,r),this.type=5}_$AI(t,e=this){if((t=K(this,t,e,0)??p)===Y)return;let n=this._$AH,s=t===p&&n!==p||t.capture!==n.capture||t.once!==n.once||t.passive!==n.passive,r=t!==p&&(n===p||s);s&&this.element.removeEventListener(this.name,this,n),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Te=class{constructor(t,e,n){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(t){K(this,t)}},Ct={M:Fe,P:L,A:qe,C:1,L:Rt,R:we,D:Pt,V:K,I:Q,H:G,N:Ae,U:Ee,B:ke,F:Te},Rn=je.litHtmlPolyfillSupport;Rn?.(de,Q),(je.litHtmlVersions??=[]).push("3.3.3");zt=(i,t,e)=>{let n=e?.renderBefore??t,s=n._$litPart$;if(s===void 0){let r=e?.renderBefore??null;n._$litPart$=s=new Q(t.insertBefore(le(),r),r,void 0,e??{})}return s._$AI(i),s}});var Ye,T,Cn,Ot=m(()=>{oe();oe();B();B();Ye=globalThis,T=class extends D{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=zt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Y}};T._$litElement$=!0,T.finalized=!0,Ye.litElementHydrateSupport?.({LitElement:T});Cn=Ye.litElementPolyfillSupport;Cn?.({LitElement:T});(Ye.litElementVersions??=[]).push("4.2.2")});var Mt=m(()=>{});var A=m(()=>{oe();B();Ot();Mt()});var N,Dt=m(()=>{N=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)}});function b(i){return(t,e)=>typeof e=="object"?On(i,t,e):((n,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,n),o?Object.getOwnPropertyDescriptor(s,r):void 0})(i,t,e)}var zn,On,Ke=m(()=>{oe();zn={attribute:!0,type:String,converter:re,reflect:!1,hasChanged:$e},On=(i=zn,t,e)=>{let{kind:n,metadata:s}=e,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),n==="setter"&&((i=Object.create(i)).wrapped=!0),r.set(e.name,i),n==="accessor"){let{name:o}=e;return{set(c){let l=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,l,i,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,i,c),c}}}if(n==="setter"){let{name:o}=e;return function(c){let l=this[o];t.call(this,c),this.requestUpdate(o,l,i,!0,c)}}throw Error("Unsupported decorator location: "+n)}});function v(i){return b({...i,state:!0,attribute:!1})}var Lt=m(()=>{Ke();});var Nt=m(()=>{});var J,ee=m(()=>{J=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e)});function Ge(i,t){return(e,n,s)=>{let r=o=>o.renderRoot?.querySelector(i)??null;if(t){let{get:o,set:c}=typeof n=="object"?e:s??(()=>{let l=Symbol();return{get(){return this[l]},set(u){this[l]=u}}})();return J(e,n,{get(){let l=o.call(this);return l===void 0&&(l=r(this),(l!==null||this.hasUpdated)&&c.call(this,l)),l}})}return J(e,n,{get(){return r(this)}})}}var It=m(()=>{ee();});var Ut=m(()=>{ee();});var jt=m(()=>{ee();});var Ft=m(()=>{ee();});var qt=m(()=>{ee();});var ue=m(()=>{Dt();Ke();Lt();Nt();It();Ut();jt();Ft();qt()});var Wt,Pe,Vt=m(()=>{Wt=i=>(...t)=>({_$litDirective$:i,values:t}),Pe=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,n){this._$Ct=t,this._$AM=e,this._$Ci=n}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var mr,Mn,Yt,Kt=m(()=>{B();({I:mr}=Ct),Mn={},Yt=(i,t=Mn)=>i._$AH=t});var Gt,Jt=m(()=>{B();Vt();Kt();Gt=Wt(class extends Pe{constructor(){super(...arguments),this.key=p}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(Yt(i),this.key=t),e}})});var Zt=m(()=>{Jt()});function Je(i){return i.locale.time_zone==="server"?i.config.time_zone:void 0}function he(i,t){let{time_format:e,language:n}=i.locale,s=Je(i);if(!t.hour)return new Intl.DateTimeFormat(n,{timeZone:s,...t});let r=e==="system"?void 0:n,o=new Intl.DateTimeFormat(r,{hour:"numeric"}).resolvedOptions().hour12,l=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(n,{timeZone:s,...t,...l})}function I(i,t){return he(i,{hour:"numeric",minute:"2-digit"}).format(t)}function Xt(i,t){return he(i,{hour:"numeric"}).format(t)}function Qt(i,t){return he(i,{weekday:"short"}).format(t)}function S(i,t,e){let n=he(i,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(t)===n.format(e))return I(i,t);let s=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return he(i,{...s,hour:"numeric",minute:"2-digit"}).format(t)}function R(i){return Math.ceil(i/6e4)*6e4}function Bt(i){let t=Math.ceil(Math.max(0,i)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function Ze(i){return Math.ceil(Math.max(0,i)/6e4)}function U(i,t,e){return Math.min(1,Math.max(0,(i-t)/(e-t)))}function Xe(i,t){return i<=0?0:i/(i+t)}function j(i,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:Je(i),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),n=s=>e.find(r=>r.type===s)?.value??"";return`${n("year")}-${n("month")}-${n("day")} ${n("hour")}:${n("minute")}:00`}function ei(i,t){return Je(i)?t:new Date(t.replace(" ","T")).toISOString()}var C=m(()=>{"use strict"});async function Qe(i){await Promise.all(Dn.map(t=>i.loadBackendTranslation(t,"backcare")))}function d(i,t,e){return x(i,`card_${t}`,e)}function x(i,t,e){return i.localize(`${Se}.common.${t}`,e)}function ti(i,t){return`${i.localize(`${Se}.entity.event.session.state_attributes.reason.state.${t}`)}.`}function w(i,t,e){return i.localize(`${Se}.selector.${t}.options.${e}`)}function ii(i,t,e){let{reason:n,allowed_from:s,placeholders:r}=t,o={...r};return s&&(o.allowed_from=S(i,R(Date.parse(s)),e)),i.localize(`${Se}.exceptions.${n}.message`,o)}function ni(i,t,e){if(t.allowed_from){let n=R(Date.parse(t.allowed_from));return d(i,"from",{time:S(i,n,e)})}return d(i,`refused_${t.reason}`)||d(i,"refused")}function Z(i,t){let{translation_domain:e,translation_key:n,translation_placeholders:s,message:r}=t,o=`component.${e}.exceptions.${n}.message`;return(n?i.localize(o,s):"")||r||d(i,"unreachable")}var Se,Dn,E=m(()=>{"use strict";C();Se="component.backcare",Dn=["common","entity","exceptions","selector"]});function si(i,t,e,n){let s=t.doctor?Ln(i,t,t.doctor,e,n):p,r=et(i,e.persons,t);return t.doctor==="emergency"?a`${s}${r}`:a`${r}${s}`}function Be(i,t){let e=t?.pad&&t.session?.therapy==="heat",n=d(i,e?"disconnected_heat":"disconnected");return a`<ha-alert alert-type="error">${n}</ha-alert>`}function Ln(i,t,e,{emergency_number:n},s){let r=e==="emergency",o=e!=="not_recovered"&&!t.private&&!t.read_only;return a`<div class="alarm ${r?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${r?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${d(i,`doctor_${e}`)}</strong>
      ${t.red_flags.map(c=>w(i,"red_flag",c)).join(" · ")}
    </div>
    ${r&&n?a`<a class="call" href="tel:${n}">
            <ha-icon icon="mdi:phone"></ha-icon>${d(i,"call",{number:n})}
          </a>`:p}
    ${r&&!t.private?a`<button type="button" @click=${()=>s("report")}>
            ${d(i,"menu_report")}
          </button>`:p}
    ${o?a`<button type="button" @click=${()=>s("clear")}>
            ${d(i,"menu_clear")}
          </button>`:p}
  </div>`}function et(i,t,e){let n=[...t,e].map(r=>r?.loaded?r.pad:null);return[...new Map(n.flatMap(r=>r?.fault?[[r.entity_id,r.name]]:[])).values()].map(r=>a`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${d(i,"pad_fault",{name:r})}</strong></div>
    </div>`)}var ri=m(()=>{"use strict";A();E()});function ai(i){let t=Math.random(),e=!1;return oi.then(()=>{e||history.state?.dialog||(me.set(t,i),history.pushState({...history.state,[He]:t},""))}),()=>{e=!0,me.delete(t),history.state?.[He]===t&&li()}}function li(){oi=new Promise(i=>{window.addEventListener("popstate",i,{once:!0}),window.setTimeout(i,1e3)}),history.back()}function ci(){let i=history.state?.[He];i!==void 0&&!me.has(i)&&li()}var He,me,oi,di=m(()=>{"use strict";He="backcareDialog",me=new Map,oi=Promise.resolve();window.addEventListener("popstate",()=>{let i=history.state?.[He];for(let[t,e]of me)t!==i&&(me.delete(t),e());ci()});ci()});function pi(i,t,e,n){let s=Date.parse(t.today.since),r=Date.parse(t.today.until),o=In(i,t,e,n).filter(u=>u.to>s&&u.from<r),c=o.filter(u=>u.kind!=="rest"),l=["ice","heat"].filter(u=>t.today[u]>=60).map(u=>`${w(i,"therapy",u)} ${z(i,t.today[u]*1e3)}`);return a`<section class="today">
    <h3>
      <span>${d(i,"today")}</span>
      <span class="aside">${l.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${c.map(u=>u.title).join(", ")||d(i,"nothing_today")}
    >
      ${o.map(u=>Nn(u,s,r))}
      <span class="now" style="inset-inline-start: ${U(n,s,r)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(u=>a`<span>${Xt(i,s+u/4*(r-s))}</span>`)}
    </div>
    ${c.length?p:a`<p class="aside">${d(i,"nothing_today")}</p>`}
  </section>`}function z(i,t,e="short"){let n={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(i.locale.language,n).format(Math.floor(t/6e4))}function Nn({from:i,to:t,kind:e,title:n},s,r){let o=U(i,s,r)*100,c=U(t,s,r)*100-o;return a`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${c}%"
    title=${n}
  ></span>`}function In(i,t,e,n){let s=[],r=(l,u)=>{let f=u+(t.rests[l]??0)*1e3;if(f>u){let _=d(i,"rest_until",{time:I(i,f)});s.push({from:u,to:f,kind:"rest",title:_})}},o=(l,u,f)=>{let _=`${w(i,"therapy",l)} ${I(i,u)}–${I(i,f)}`;s.push({from:u,to:f,kind:l,title:_})};for(let l of e)l.kind==="exposure"&&r(l.therapy,Date.parse(l.ended));for(let l of e)l.kind==="session"&&o(l.therapy,Date.parse(l.at),Date.parse(l.ended));let c=t.session;return c&&o(c.therapy,Date.parse(c.started),n),s}var fe=m(()=>{"use strict";A();E();C()});function Un(i){return i.kind==="spasm"||i.kind==="pain"}function jn(i,t){switch(t.kind){case"pain":return tt(d(i,"entry_pain",{value:t.level}),t.activity);case"spasm":{let{intensity:e,activity:n,duration:s,eased_by:r}=t;return tt(e===null?d(i,"entry_spasm"):d(i,"entry_spasm_rated",{value:e}),s===null?null:_e(i,s),n,r&&x(i,"report_entry_eased",{what:r}))}case"session":case"exposure":return tt(w(i,"therapy",t.therapy),z(i,(t.kind==="session"?t.used:t.exposure)*1e3));case"flags_reported":case"flags_cleared":{let e=t.flags.map(n=>w(i,"red_flag",n)).join(" · ");return t.kind==="flags_reported"?d(i,"entry_flags_reported",{flags:e}):d(i,"entry_flags_cleared",{flags:e})}case"flags_denied":return d(i,"entry_flags_denied");case"episode":return d(i,"entry_episode")}}function _e(i,t){if(t>=60)return z(i,t*1e3);let e={style:"unit",unit:"second",unitDisplay:"short"};return new Intl.NumberFormat(i.locale.language,e).format(t)}function tt(...i){return i.filter(Boolean).join(" · ")}function hi(i,t,{entries:e,more:n},s,r,o){let c=e.filter(l=>l.kind!=="exposure").reverse();return!c.length&&!n?a`<p>${d(i,"entries_none")}</p>`:a`<ul class="entries">
      ${c.map(l=>Fn(i,t,l,s,r,o))}
    </ul>
    ${n?a`<button type="button" class="chip" @click=${o.older}>
            ${d(i,"entries_older")}
          </button>`:p}`}function Fn(i,t,e,n,s,r){let o=jn(i,e),c=S(i,Date.parse(e.at),s),l=`${o}, ${c}`;return a`<li>
    <span class="what">${o}<small>${c}</small></span>
    ${t.read_only||!Un(e)?p:a`<button
              type="button"
              class="icon"
              aria-label=${d(i,"entry_edit",{entry:l})}
              @click=${()=>r.correct(e)}
            >
              <ha-icon icon="mdi:pencil"></ha-icon>
            </button>
            <button
              type="button"
              class="icon"
              aria-label=${d(i,"entry_delete",{entry:l})}
              aria-expanded=${n===e.id}
              @click=${()=>r.ask(n===e.id?void 0:e)}
            >
              <ha-icon icon="mdi:delete-outline"></ha-icon>
            </button>
            ${n===e.id?qn(i,e,r):p}`}
  </li>`}function qn(i,t,e){return a`<p class="sure" role="alert">
    ${d(i,"entry_delete_ask")}
    <button type="button" class="chip danger" @click=${()=>e.remove(t)}>
      ${i.localize("ui.common.delete")}
    </button>
  </p>`}var ui,mi=m(()=>{"use strict";A();E();C();fe();ui=20});async function Re(i){for(let t=0;t<120&&!i.activeElement;t+=1)i.querySelector("input, button, ha-button")?.focus(),await new Promise(requestAnimationFrame)}var it=m(()=>{"use strict"});async function Ce(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let i=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([Wn().catch(()=>{}),i])}async function Wn(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var nt=m(()=>{"use strict"});function fi(i,t){return{at:t,text:j(i,t)}}function _i(i,{at:t,text:e},n,s,r){let o=n===e;return r!==null&&n===j(i,Date.parse(r))&&!(o&&t>=Date.parse(r))?r:o?t<s?new Date(t).toISOString():void 0:ei(i,n)}var gi=m(()=>{"use strict";C()});function vi(i,t){let e=!i.read_only,n=e&&i.onset!==null,s=i.last_act;return[["undo","mdi:undo",e&&s!==null&&t<Date.parse(s.until)],["entries","mdi:notebook-outline",!i.private],["episode","mdi:calendar-plus",e&&i.phase!=="ice"],["onset","mdi:calendar-edit",n],["recovered","mdi:human-handsup",n&&i.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&i.phase==="recovery"],["end_episode","mdi:calendar-check",n],["clear","mdi:clipboard-check-outline",e&&i.red_flags.length>0],["report","mdi:file-document-outline",!i.private]].filter(([,,o])=>o).map(([o,c])=>[o,c])}var yi=m(()=>{"use strict"});function bi(i,t,e,n){let s=Array.from({length:11-i},(r,o)=>o+i);return a`<fieldset class="scale">
    <legend>${t}</legend>
    <div style="grid-template-columns: repeat(${6-i}, minmax(0, 1fr))">
      ${s.map(r=>a`<label class=${r===e?"chosen":""}>
          <input
            type="radio"
            name="level"
            .checked=${r===e}
            @change=${()=>n(r)}
          />
          <span>${r}</span>
        </label>`)}
    </div>
  </fieldset>`}function st(i,t,e,n){return a`<fieldset>
    <legend>${t}</legend>
    <div class="known">
      ${i.map(s=>a`<button
          type="button"
          class="chip"
          aria-pressed=${s===e}
          @click=${()=>n(s===e?"":s)}
        >
          ${s}
        </button>`)}
    </div>
  </fieldset>`}function rt(i,t,e,n){return a`${st(i,t,e,n)}
    <input
      type="text"
      maxlength="100"
      aria-label=${t}
      .value=${e}
      @input=${({target:s})=>n(s.value)}
    />`}function ze(i,t,e){return a`${i.map(([n,s])=>a`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(n)}
        @change=${({target:r})=>{let o=[...t].filter(c=>c!==n);e(new Set(r.checked?[...o,n]:o))}}
      />
      <span>${s}</span>
    </label>`)}`}var Oe,ot=m(()=>{"use strict";A();Oe=O`
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
`});async function xi(i,{config_entry_id:t}){let n={type:"auth/sign_path",path:`/api/backcare/report/${t}?language=${i.language}`,expires:Vn};return(await i.callWS(n)).path}async function wi(i,t){let e=await fetch(await xi(i,t)).catch(()=>{});if(!e?.ok)throw{};let n=Yn.exec(e.headers.get("Content-Disposition")??"")?.[1],s=await e.text();return{html:s,file:new File([s],n??"report.html",{type:"text/html"})}}function ki(i){return!!navigator.canShare?.({files:[i]})}async function Ai(i,t,e){let{file:n}=e;if(!ki(n))return $i(i,t,n.name);try{await navigator.share({files:[n]})}catch(s){if(s.name==="AbortError")return;await $i(i,t,n.name)}}async function $i(i,t,e){let n=document.createElement("a");n.href=await xi(i,t),n.download=e,document.body.append(n),n.click(),n.remove()}function Ei(i,t,e,n){let s=t&&ki(t.file);return a`${typeof window.print=="function"&&!i.auth?.external?a`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!t}
          @click=${e}
        >
          ${d(i,"print")}
        </ha-button>`:p}
  <ha-button slot="primaryAction" .disabled=${!t} @click=${n}>
    ${s?d(i,"share"):i.localize("ui.common.save")}
  </ha-button>`}var Vn,Yn,Ti=m(()=>{"use strict";A();E();Vn=300,Yn=/filename="([^"]+)"/});var Pi,Si,at=m(()=>{"use strict";A();Pi=O`
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
`,Si=O`
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
`});function Hi(i,t,e){let{connection:n}=i,s=!0,r=0,o,c,l,u=()=>{window.clearTimeout(l),l=window.setTimeout(e,3e3)},f=async()=>{window.clearTimeout(c),window.clearTimeout(l),r+=1;let _=r;o=void 0;try{let $=await n.subscribeMessage(g=>{s&&_===r&&t(g)},{type:"backcare/subscribe"},{resubscribe:!1});s&&_===r?o=$:await $()}catch{if(!s||_!==r)return;e(),c=window.setTimeout(f,2e3)}};return n.addEventListener("ready",f),n.addEventListener("disconnected",u),f(),()=>{s=!1,window.clearTimeout(c),window.clearTimeout(l),n.removeEventListener("ready",f),n.removeEventListener("disconnected",u),o?.().catch(()=>{})}}async function te(i,t,e,n={}){let s={...n,config_entry_id:t.config_entry_id};await i.callService("backcare",e,s,void 0,!1)}async function Ri(i,t,e,n={}){await i.callWS({type:`backcare/${e}`,config_entry_id:t.config_entry_id,...n})}async function ie(i,t,e,n={}){let s={...n,config_entry_id:t.config_entry_id};return(await i.callService("backcare",e,s,void 0,!1,!0)).response}var Me=m(()=>{"use strict"});function ge(i,t={}){return i==="report_red_flags"&&!t.flags?.length?"answer_question":i==="mark_recovered"&&t.undo?"undo_recovered":Gn.has(i)?i:void 0}function De(i,t,e){if(e===void 0)return;let n=()=>{ct(i,t).catch(r=>lt(Z(i,r)))},s={text:i.localize("ui.common.undo"),action:n};lt(d(i,`done_${e}`),s)}async function ct(i,t){let{taken_back:e}=await ie(i,t,"undo_last");lt(x(i,`undone_${e}`))}function lt(i,t){let e={id:"backcare",message:i,action:t,duration:Kn};document.querySelector("home-assistant")?.dispatchEvent(new CustomEvent("hass-notification",{detail:e}))}var Kn,Gn,dt=m(()=>{"use strict";E();Me();Kn=1e4,Gn=new Set(["change_session","clear_red_flags","correct_onset","end_episode","log_pain","log_spasm","mark_recovered","pause_session","report_red_flags","resume_session","start_episode","start_session","stop_session"])});function Ci(i,t,e){if(t==="now")return j(i,e);if(t==="morning")return`${zi(i,e)} ${Zn}`;if(t==="evening")return`${zi(i,e-Jn)} ${Xn}`}function zi(i,t){return j(i,t).slice(0,10)}function Oi(i,{when:t,at:e,now:n,label:s},r){let o=["now","morning","evening","choose"].filter(c=>c!=="morning"||`${Ci(i,c,n)}`<j(i,n));return a`<fieldset>
    <legend>${s}</legend>
    <div class="known">
      ${o.map(c=>a`<button
          type="button"
          class="chip"
          aria-pressed=${c===t}
          @click=${()=>r(c,Ci(i,c,n)??e)}
        >
          ${d(i,`when_${c}`)}
        </button>`)}
    </div>
    ${t==="choose"?a`<input
            class="time"
            type="datetime-local"
            aria-label=${s}
            .value=${e.slice(0,16).replace(" ","T")}
            max=${j(i,n).slice(0,16).replace(" ","T")}
            @change=${({target:c})=>{let{value:l}=c;l&&r("choose",`${l.slice(0,16).replace("T"," ")}:00`)}}
          />`:p}
  </fieldset>`}var Jn,Zn,Xn,Mi=m(()=>{"use strict";A();E();C();Jn=864e5,Zn="07:00:00",Xn="20:00:00"});var Di,Qn,y,Li=m(()=>{"use strict";A();ue();di();mi();it();nt();gi();yi();ot();Ti();at();E();dt();Me();Mi();Di=[30,60,300,900],Qn=["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"],y=class extends T{constructor(){super(...arguments);this.ahead=0;this.kind="more";this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._when="now";this._at="";this._level=null;this._duration=null;this._activity="";this._eased="";this._chosen=new Set;this._deleting="";this._read=[];this._print=()=>{this.renderRoot.querySelector("iframe")?.contentWindow?.print()};this._handOver=()=>{let{hass:e,person:n,_report:s}=this;this._error="",s&&this._load(()=>Ai(e,n,s))};this._submit=()=>{let e=this._corrected;this._do(()=>e?this._correct(e):this._send(),e!==void 0)};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=ai(this._close),this._begin(this.kind),await Ce(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e,n){this.kind=e,this._corrected=n;let s=n?.at??(e==="onset"?this.person.onset:null);this._asked=fi(this.hass,s?Date.parse(s):this._now),this._at=this._asked.text,this._when=s?"choose":"now",this._level=(n?.kind==="spasm"?n.intensity:n?.level)??null,this._duration=n?.kind==="spasm"?n.duration:null,this._activity=n?.activity??"",this._eased=n?.kind==="spasm"&&n.eased_by||"",this._error="",this._deleting="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load(()=>this._loadReport()),e==="entries"&&this._load(()=>this._loadDiary())}async _goOn(){await this.updateComplete,await Re(this.renderRoot)}async _load(e){try{await e()}catch(n){this._error=Z(this.hass,n)}}async _loadReport(){this._report=await wi(this.hass,this.person)}async _loadDiary(e){let n=e?.entries[0],s=await ie(this.hass,this.person,"get_history",{start:new Date(0).toISOString(),end:n?.at,limit:ui}),r=new Set(e?.entries.map(c=>c.id)),o=s.entries.filter(c=>!r.has(c.id));this._diary={entries:[...o,...e?.entries??[]],more:s.more}}get _title(){return this.kind==="more"?this.person.name:this._corrected?d(this.hass,"dialog_correct"):d(this.hass,`dialog_${this.kind}`)}render(){return this._ready?a`<ha-dialog
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
    </ha-dialog>`:p}_footer(){let{hass:e,kind:n}=this,s=n==="report"||n==="entries";return a`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${e.localize(s?"ui.common.close":"ui.common.cancel")}
      </ha-button>
      ${n==="clear"||n==="entries"?p:n==="report"?Ei(e,this._report,this._print,this._handOver):a`<ha-button
              slot="primaryAction"
              variant=${n==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${this._corrected?d(e,"submit_correct"):d(e,`submit_${n}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:!0}_content(){let{hass:e,person:n}=this;switch(this.kind){case"spasm":return a`${this._levels(1,d(e,"strength"))} ${this._times("at")}
        ${st(Di.map(s=>_e(e,s)),d(e,"lasted"),this._duration===null?"":_e(e,this._duration),s=>{let r=Di.find(o=>_e(e,o)===s);this._duration=r??null})}
        ${this._named("activities")}
        ${rt(n.eased,d(e,"eased"),this._eased,s=>{this._eased=s})}`;case"pain":return a`${this._levels(0,d(e,"pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;case"episode":return a`${n.onset?a`<p>${d(e,"episode_anew")}</p>`:p}
        ${this._times("onset")}`;case"onset":return this._times("onset");case"flags":return a`${["emergency","urgent","soon"].map(s=>a`<fieldset>
            <legend>${d(e,`flags_${s}`)}</legend>
            ${this._ticks(this.flags[s])}
          </fieldset>`)}`;case"clear":return this._clearing();case"recovered":return a`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return a`<p>${d(e,"end_means")}</p>`;case"entries":return this._entries();case"report":return this._report?a`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"dialog_report")}
              srcdoc=${this._report.html}
            ></iframe>`:a`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,n){return bi(e,n,this._level,s=>{this._level=s})}_named(e){let{activities:n}=this.person;return rt(n,d(this.hass,e),this._activity,s=>{this._activity=s})}_times(e){let{hass:n,_when:s,_at:r,_now:o}=this,c={when:s,at:r,now:o,label:d(n,`field_${e}`)};return Oi(n,c,(l,u)=>{this._when=l,this._at=l==="now"&&this.kind!=="onset"?this._asked.text:u})}_ticks(e){let n=e.map(s=>[s,w(this.hass,"red_flag",s)]);return ze(n,this._chosen,s=>{this._chosen=s})}_clearing(){let{hass:e}=this,n=this.flags.emergency.some(o=>this._chosen.has(o)),s=Qn.filter(o=>!n||o!=="gone"),r=o=>({reason:o,flags:[...this._chosen]});return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${s.map(o=>a`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${()=>this._do(()=>this._act("clear_red_flags",r(o)))}
          >
            ${w(e,"clear_reason",o)}
          </button>`)}
      </div>`}_entries(){let{hass:e,person:n,_diary:s}=this;return s?hi(e,n,s,this._deleting,this._now,{older:()=>{this._load(()=>this._loadDiary(s))},correct:r=>{this._begin(r.kind,r),this._goOn()},ask:r=>{this._deleting=r?.id??""},remove:r=>{this._do(()=>this._delete(r),!0)}}):a`<p>${d(e,"loading")}</p>`}_menu(){let{hass:e,person:n,_now:s}=this;return a`<div class="menu">
      ${vi(n,s).map(([r,o])=>a`<button type="button" @click=${()=>this._pick(r)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${r}`)}
            ${r==="undo"&&n.last_act?a`<small>${d(e,`done_${n.last_act.act}`)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:n,person:s}=this;switch(e){case"undo":return void this._do(()=>ct(n,s));case"undo_recovered":return void this._do(()=>this._act("mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}_logged(){let e=this._told(this.person.onset),n=this._activity.trim()||void 0;return this.kind==="pain"?["log_pain",{level:this._level,activity:n,at:e}]:["log_spasm",{intensity:this._level??void 0,duration:this._duration===null?void 0:{seconds:this._duration},activity:n,eased_by:this._eased.trim()||void 0,at:e}]}_told(e){return this._corrected&&this._at===this._asked.text?this._corrected.at:_i(this.hass,this._asked,this._at,this._now,e)}async _send(){switch(this.kind){case"spasm":case"pain":return this._act(...this._logged());case"episode":return this._act("start_episode",{onset:this._told(null)});case"onset":return this._at===this._asked.text?void 0:this._act("correct_onset",{onset:this._told(this.person.onset)});case"flags":return this._act("report_red_flags",{flags:[...this._chosen]});case"recovered":return this._act("mark_recovered");case"end_episode":return this._act("end_episode")}}async _act(e,n={}){await te(this.hass,this.person,e,n),De(this.hass,this.person,ge(e,n))}async _correct(e){await te(this.hass,this.person,...this._logged()),await this._delete(e)}async _delete(e){await te(this.hass,this.person,"delete_entry",{entry_id:e.id}),this.dispatchEvent(new CustomEvent("backcare-deleted"))}async _do(e,n=!1){let{hass:s}=this,r=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),n?this._begin("entries"):this._close()}catch(o){this._error=Z(s,o)}this._busy=!1,await this.updateComplete,this._error?r?.focus():n&&await this._goOn()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};y.styles=[Oe,Si],h([b({attribute:!1})],y.prototype,"hass",2),h([b({attribute:!1})],y.prototype,"person",2),h([b({attribute:!1})],y.prototype,"flags",2),h([b({attribute:!1})],y.prototype,"ahead",2),h([b()],y.prototype,"kind",2),h([v()],y.prototype,"_open",2),h([v()],y.prototype,"_busy",2),h([v()],y.prototype,"_error",2),h([v()],y.prototype,"_ready",2),h([v()],y.prototype,"_when",2),h([v()],y.prototype,"_at",2),h([v()],y.prototype,"_level",2),h([v()],y.prototype,"_duration",2),h([v()],y.prototype,"_activity",2),h([v()],y.prototype,"_eased",2),h([v()],y.prototype,"_chosen",2),h([v()],y.prototype,"_report",2),h([v()],y.prototype,"_diary",2),h([v()],y.prototype,"_deleting",2),y=h([N("backcare-dialog")],y)});var Ni,P,Ii=m(()=>{"use strict";A();ue();C();Ni=2*Math.PI*54,P=class extends T{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._seen=!1;this._tick=()=>{if(window.clearTimeout(this._next),!this._bar||!this._time)return;let e=Math.max(0,this._left()),n=Math.ceil(e/1e3)*1e3,s=1-Math.min(1,n/this.length);this._bar.style.strokeDashoffset=String(s*Ni);let r=Bt(e);this._time.textContent!==r&&(this._time.textContent=r);let o=Ze(e);(o<=1||o%5===0)&&(this._minutes=o),this._seen&&this.finishesAt&&(this._next=window.setTimeout(this._tick,e%1e3+5))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(n=>n.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),window.clearTimeout(this._next)}willUpdate(e){e.has("finishesAt")&&(this._minutes=Ze(this._left()))}updated(){this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}render(){return a`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${pe`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${Ni}></circle>`}
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
  `,h([b({attribute:!1})],P.prototype,"finishesAt",2),h([b({attribute:!1})],P.prototype,"remaining",2),h([b({attribute:!1})],P.prototype,"length",2),h([b({attribute:!1})],P.prototype,"ahead",2),h([b({attribute:!1})],P.prototype,"caption",2),h([b({attribute:!1})],P.prototype,"spoken",2),h([v()],P.prototype,"_minutes",2),h([Ge(".left")],P.prototype,"_bar",2),h([Ge(".time")],P.prototype,"_time",2),P=h([N("backcare-ring")],P)});var Ui,ji=m(()=>{"use strict";Ui={ice:"mdi:snowflake",heat:"mdi:heat-wave",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"}});function Wi(i,t,e,{ahead:n,now:s},r){let o=e.finishes_at?Date.parse(e.finishes_at):0,c=w(i,"therapy",e.therapy),l=e.lapses_at?I(i,R(Date.parse(e.lapses_at))):"",u=o?d(i,"until",{time:I(i,R(o))}):d(i,"paused",{time:l}),f=!t.read_only,_=t.offers.filter($=>$.length);return a`<section class="hero ${e.therapy} ${o?"":"still"}" aria-label=${c}>
    <h2>${c}</h2>
    <backcare-ring
      .finishesAt=${o}
      .remaining=${e.remaining*1e3}
      .length=${e.length*1e3}
      .ahead=${n}
      .caption=${u}
      .spoken=${$=>d(i,"left",{therapy:c,time:z(i,$*qi,"long")})}
    ></backcare-ring>
    ${o?es(i,e):p}
    <div class="buttons">
      ${f?o?F(i,"pause","mdi:pause","filled",r.pause):F(i,"resume","mdi:play","accent",r.resume):p}
      ${F(i,"stop","mdi:stop","filled",r.stop,"danger")}
      ${f&&e.longer?a`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${()=>r.longer(Fi)}
              >+${z(i,Fi*1e3)}</ha-button
            >`:p}
    </div>
    ${e.on_pad?Vi(i,t):p}
    ${Ki(i,t,_,s,r)}
  </section>`}function es(i,{therapy:t,on_pad:e}){if(t!=="ice"&&t!=="heat")return p;let n=x(i,`care_start_${t}${e?"_pad":""}`);return a`<p class="caution">${n}</p>`}function Vi(i,{pad:t}){if(!t)return p;let{name:e,on:n,takes_back:s}=t;return a`<p class="aside">
    ${n?d(i,"pad_on",{name:e}):d(i,"pad_off",{name:e})}
    ${s?a`<strong>${x(i,"plug_takes_offs_back",s)}</strong>`:p}
  </p>`}function Yi(i,t,e,n){if(t.read_only)return p;if(t.phase==="none")return ts(i,t,e,n);let s=t.offers.find(o=>o.therapy===t.therapy&&!o.rests_until),r=t.offers.filter(o=>o!==s);return a`<section class="hero ${s?.therapy??""}">
    ${s?a`${pt(i,t,s,"big",e,n)}${is(i,s,n)}`:p}
    ${t.pad&&t.therapy==="heat"?Vi(i,t):p}
    ${Ki(i,t,r,e,n)}
  </section>`}function ts(i,t,e,n){let s=t.offers.find(r=>r.therapy==="ice");return a`<section class="hero none">
    ${s?pt(i,t,s,s.length?"big":"tile",e,n):p}
    <div class="tiles">
      <button type="button" class="tile" @click=${n.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${d(i,"menu_episode")}<small>${d(i,"no_episode")}</small></span>
      </button>
    </div>
  </section>`}function is(i,{therapy:t,length:e,at_most:n,without_pad:s},r){let o=(n??0)/60,c=Bn.filter(l=>l<=o&&l*60!==e);return!c.length&&!s?p:a`<div class="ways" role="group" aria-label=${w(i,"therapy",t)}>
    ${c.map(l=>a`<button
        type="button"
        class="chip"
        @click=${()=>r.start(t,{duration:l*60})}
      >
        ${z(i,l*qi)}
      </button>`)}
    ${s?a`<button
            type="button"
            class="chip"
            @click=${()=>r.start(t,{without_pad:!0})}
          >
            ${d(i,"without_pad")}
          </button>`:p}
  </div>`}function Ki(i,t,e,n,s){return!e.length||t.read_only?p:a`<div class="tiles">
    ${e.map(r=>pt(i,t,r,"tile",n,s))}
  </div>`}function pt(i,t,e,n,s,r){let{therapy:o,length:c,refused:l}=e,u=w(i,"therapy",o),f=n==="big"&&!l?d(i,"start",{therapy:u}):u,$=l?t.doctor==="emergency"?d(i,"refused"):ni(i,l,s):z(i,(c??0)*1e3);return a`<button
    type="button"
    class="${n} ${o} ${l?"refused":""}"
    @click=${()=>l?r.tellWhy(o,l):r.start(o)}
  >
    <ha-icon icon=${Ui[o]}></ha-icon>
    <span>${f}<small>${$}</small></span>
  </button>`}function F(i,t,e,n,s,r="brand"){return a`<ha-button
    data-key=${t}
    appearance=${n}
    variant=${r}
    @click=${s}
  >
    <ha-icon slot="start" icon=${e}></ha-icon>${d(i,t)}
  </ha-button>`}var qi,Fi,Bn,Gi=m(()=>{"use strict";A();Ii();ji();E();C();fe();qi=6e4,Fi=300,Bn=[5,10,15,20,30]});var ns,H,Ji=m(()=>{"use strict";A();ue();it();ot();E();ns=700,H=class extends T{constructor(){super(...arguments);this._step="emergency";this._unsure=!1;this._settling=!1;this._chosen=new Set}render(){let{hass:e,_step:n}=this;return a`<section aria-label=${d(e,"question")}>
      ${n==="emergency"?a`<p class="advice">${d(e,"advice")}</p>`:p}
      ${n==="which"?this._which():this._asked(n)}
      ${this._unsure?a`<p class="unsure" role="status">${x(e,"red_flags_call_to_be_sure")}</p>`:p}
    </section>`}_asked(e){let{hass:n,person:s}=this;return a`<p>${x(n,`red_flags_ask_${e}`)}</p>
      <div class="answers" ?inert=${this._settling}>
        ${this._answer("yes",()=>e==="emergency"?this._tell(["emergency"]):this._go("which"))}
        ${s.private||s.read_only?p:this._answer("none",()=>this._none(e))}
        ${this._answer("not_sure",()=>{this._unsure=!0})}
      </div>`}_answer(e,n){return a`<button type="button" @click=${n}>
      ${x(this.hass,`red_flags_${e}`)}
    </button>`}_which(){let{hass:e}=this,n=[...this.flags.urgent,...this.flags.soon].filter(s=>s!=="urgent");return a`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${ze(n.map(s=>[s,w(e,"red_flag",s)]),this._chosen,s=>{this._chosen=s})}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${()=>this._go("other")}>
          ${e.localize("ui.common.back")}
        </button>
        <button type="button" @click=${()=>this._tell(this._chosen.size?[...this._chosen]:["urgent"])}>
          ${d(e,"submit_flags")}
        </button>
      </div>`}_none(e){e==="emergency"?this._go("other"):this._tell([])}_go(e){this._step=e,this._unsure=!1,this._settling=!0,window.setTimeout(()=>{this._settling=!1},ns),this.updateComplete.then(()=>Re(this.renderRoot))}_tell(e){this.dispatchEvent(new CustomEvent("backcare-answered",{detail:e}))}};H.styles=[Oe,O`
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
    `],h([b({attribute:!1})],H.prototype,"hass",2),h([b({attribute:!1})],H.prototype,"person",2),h([b({attribute:!1})],H.prototype,"flags",2),h([v()],H.prototype,"_step",2),h([v()],H.prototype,"_unsure",2),h([v()],H.prototype,"_settling",2),h([v()],H.prototype,"_chosen",2),H=h([N("backcare-question")],H)});function ut(i){return i.kind==="session"&&i.used>=ss?i:void 0}function Zi({unread:i,offers:t,read_only:e,private:n}){if(e||n)return;let s=t.find(o=>o.therapy==="heat"),r=["heat_too_early","no_episode"].includes(s?.refused?.reason??"");return i.find(o=>o!=="patch_or_drowsy"||!r)}function Xi(i,t,e,n){return a`<section class="note" aria-label=${d(i,"question")} ?inert=${e}>
    <p>${x(i,`care_ask_${t}`)}</p>
    <button type="button" class="chip" @click=${n}>${i.localize("ui.common.ok")}</button>
  </section>`}function Qi(i,t){if(i.read_only||i.private||i.session||i.phase==="none")return!1;let e=Date.parse(i.today.since),n=t.map(r=>Date.parse(ut(r)?.ended??"")),s=Math.min(...n.filter(r=>r>=e));return Number.isFinite(s)&&!t.some(r=>r.kind==="pain"&&Date.parse(r.at)>=s)}function Bi(i,t){return a`<button type="button" class="chip ask" @click=${t}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${d(i,"pain_now")}
  </button>`}function en(i,{told:t,phase:e}){if(!t||e==="none")return p;let n=t.heat_after/3600;return a`<p class="aside told">
    ${n===72?p:d(i,"told_heat",{hours:n})}
    ${t.early_stretches?d(i,"told_stretches"):p}
  </p>`}var ss,ht=m(()=>{"use strict";A();E();ss=60});function tn(i,t,e,n){let s=Date.parse(t.today.until),r=s-X*mt,o=g=>U(Date.parse(g),r,s)*100,c=e.filter(g=>Date.parse(g.at)>=r),l=c.filter(g=>g.kind==="pain"),u=c.filter(g=>g.kind==="spasm"),f=l.map(g=>({x:o(g.at),y:44-g.level*4})),_=l.at(-1),$=d(i,"pain_told",{days:X,levels:l.map(g=>g.level).join(", ")||"–",spasms:u.length});return a`<section class="pain">
    <h3>
      <span>${d(i,"pain")}</span>
      <span class="aside">${rs(i,t,n)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${$}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(g=>pe`<line class="grid" x1="0" x2="100" y1=${44-g*4} y2=${44-g*4}></line>`)}
        ${u.map(g=>{let M=o(g.at),yn=3+(g.intensity??5)*.8;return pe`<line class="spasm" x1=${M} x2=${M} y1="60" y2=${60-yn}></line>`})}
        <polyline points=${f.map(g=>`${g.x},${g.y}`).join(" ")}></polyline>
      </svg>
      ${_?a`<span
              class="dot"
              style="inset-inline-start: ${o(_.at)}%; inset-block-start: ${(44-_.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:X},(g,M)=>a`<span>${Qt(i,r+(M+.5)*mt)}</span>`)}
    </div>
    ${os(i,c,r)} ${as(i,t)}
  </section>`}function rs(i,{pain:t,pain_at:e,today:n},s){if(t===null)return p;let r=e?Date.parse(e):s,o=r<Date.parse(n.since)?`, ${S(i,r,s)}`:"";return a`<b>${t}</b>/10${o}`}function os(i,t,e){let n=["ice","heat"].map(r=>{let o=Array.from({length:X},()=>0);for(let l of t){if(ut(l)?.therapy!==r)continue;let u=Math.floor((Date.parse(l.at)-e)/mt);o[u]!==void 0&&(o[u]+=1)}let c=o.reduce((l,u)=>l+u,0);return{therapy:r,counts:o,total:c,name:w(i,"therapy",r)}}).filter(({total:r})=>r);if(!n.length)return p;let s=n.map(({name:r,total:o})=>`${r} ${o}×`).join(", ");return a`<div
    class="counts"
    role="img"
    aria-label=${d(i,"sessions_had",{days:X,sessions:s})}
  >
    ${n.map(({therapy:r,counts:o,name:c})=>a`<div class="days ${r}" title=${c}>
        ${o.map(l=>a`<span>${l?a`<i></i>${l}×`:p}</span>`)}
      </div>`)}
  </div>`}function as(i,{avoid:t}){if(!t.length)return p;let e=t.map(({activity:n,count:s})=>`${n} (${s}×)`).join(", ");return a`<p class="avoid">${d(i,"avoid",{names:e})}</p>`}var mt,X,nn=m(()=>{"use strict";A();ht();E();C();mt=864e5,X=7});function sn(i,t,e,n){let{next_step:s,ended:r}=t;return r&&!(r.on_pad&&t.pad?.fault)?ds(i,t,r,e,n):ls.includes(s.state)?p:a`<p class="step">${cs(i,t,e)}${rn(i,t)}</p>`}function cs(i,{next_step:t},e){let n={};return t.until&&(n.time=S(i,R(Date.parse(t.until)),e)),t.length!==null&&(n.duration=z(i,t.length*1e3,"long")),x(i,t.text,n)}function ds(i,t,e,n,s){return a`<div class="ended ${e.therapy}" role="status">
    <p>${ps(i,t,e,n)}${rn(i,t)}</p>
    ${t.read_only?p:a`<button type="button" @click=${s}>${i.localize("ui.common.ok")}</button>`}
  </div>`}function ps(i,t,e,n){let{therapy:s,on_pad:r,event:o}=e;if(o==="interrupted")return x(i,"announce_interrupted");if(s!=="ice"&&s!=="heat")return x(i,`announce_ended_${s}`);let{next_step:c}=t,l=r&&!t.pad?.on,u=x(i,l?"care_end_pad":`care_end_${s}`);if(!c.until||c.therapy!==s)return u;let f=S(i,R(Date.parse(c.until)),n);return`${u} ${x(i,`care_next_${s}`,{time:f})}`}function rn(i,{next_step:t}){return t.cut_off?a` <small>${ti(i,t.cut_off)}</small>`:p}var ls,on=m(()=>{"use strict";A();E();C();fe();ls=["call_emergency","unplug_pad","see_doctor_today"]});function ln(i,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let n=Date.parse(t.onset),s=Date.parse(t.heat_from),r=t.recovered?Date.parse(t.recovered):null,o=r?Math.min(s,r):s,c={ice:U(e,n,o),heat:r?+(r>s):Xe(e-s,4*an),recovery:r?Xe(e-r,10*an):0},l=f=>S(i,f,e),u=r?d(i,"recovered_since",{time:l(r)}):e<s?d(i,"heat_from",{time:l(R(s))}):d(i,"heat_since",{time:l(s)});return a`<section class="timeline" aria-label=${d(i,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(f=>hs(i,f,c[f],f===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(i,"onset",{time:l(n)})}</span>
      <span>${u}</span>
    </div>
  </section>`}function hs(i,t,e,n){let s=d(i,"now");return a`<li
    class="${t} ${n?"here":""}"
    style="flex-grow: ${us[t]}"
    aria-current=${n?"step":p}
  >
    <span class="label">${i.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${n?a`<span class="marker" style="inset-inline-start: ${e*100}%" title=${s}></span>`:p}
    </span>
  </li>`}var an,us,cn=m(()=>{"use strict";A();E();C();an=864e5,us={ice:50,heat:30,recovery:20}});function dn(i,t,e){let n=s=>i.find(r=>r.config_entry_id===s);return t?n(t):n(e)??i.find(s=>s.mine)??i.find(s=>s.loaded&&!s.private)??i.find(s=>s.loaded)??i[0]}function pn(i){try{return localStorage.getItem(hn(i))??""}catch{return""}}function un(i,t){try{localStorage.setItem(hn(i),t)}catch{}}function hn(i){return`backcare-person-${i.user?.id??""}`}var mn=m(()=>{"use strict"});var _n={};$n(_n,{BackcareCard:()=>k});function fn(i){if(!i?.loaded)return"";let{config_entry_id:t,phase:e,session:n,ended:s,doctor:r,unread:o,question:c}=i,l=[n?.therapy,n&&!!n.finishes_at],u=[s?.at,r,c,...o];return[t,e,...l,...u].join()}var fs,_s,gs,vs,ys,bs,k,gn=m(()=>{"use strict";A();ue();Zt();ri();Li();Gi();Ji();nt();ht();nn();on();at();E();cn();fe();dt();Me();mn();fs=864e5,_s=6e4,gs=2e4,vs=["stop_session","report_red_flags"],ys=["heat_too_early","massage_too_early"],bs=700;k=class extends T{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._texts=!1;this._unreachable=!1;this._chosen="";this._entries=[];this._dialog="";this._why="";this._whyEarly=!1;this._busy=!1;this._minute=0;this._ahead=0;this._hadFocus=!1;this._language="";this._readWith="";this._commands={start:(e,n={})=>{this._loosen("start_session",{therapy:e,...n})},pause:()=>{this._do("pause_session")},resume:()=>{this._loosen("resume_session")},stop:()=>{this._do("stop_session")},longer:e=>{this._command("change_session",{by:e})},newEpisode:()=>this._open("episode"),tellWhy:(e,n)=>this._tell(e,n)};this._choose=e=>{this._show(()=>{this._chosen=e.target.value,un(this.hass,this._chosen)}),this._entries=[],this._read()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await Qe(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(s=>({name:`hide_${s}`,selector:{boolean:{}}}))],computeLabel:({name:s})=>e?d(e,`editor_${s}`):s,computeHelper:({name:s})=>e&&s==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._entries=[],this._read()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),this._clock=window.setInterval(()=>{this._minute+=1},_s),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._unfollow?.(),this._unfollow=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let n=e.get("hass");return!n||n.locale!==this.hass.locale||n.localize!==this.hass.localize||n.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&(this._follow(),this._language!==this.hass.language&&(this._language=this.hass.language,Ce(),this._loadTexts()))}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}async _loadTexts(){try{await Qe(this.hass),this._texts=!0}catch{this._language="",await new Promise(e=>window.setTimeout(e,2e3))}this._minute+=1}_follow(){this._unfollow||!this.hass||!this.isConnected||(this._unfollow=Hi(this.hass,e=>{this._ahead=Date.parse(e.now)-Date.now(),this._show(()=>{this._view=e}),this._unreachable=!1,JSON.stringify(this._person)!==this._readWith&&this._read()},()=>{this._unreachable=!0}))}_show(e){let n=this._person;e();let s=this._person,r=n!==void 0&&fn(n)!==fn(s);(r||this._outdated(s))&&this._forgetWhy(),r&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},bs))}async _read(){let e=this._person;if(this._readWith=JSON.stringify(e),!e?.loaded)return;if(e.private){this._entries=[];return}let n=new Date(Date.parse(e.today.since)-(X-1)*fs).toISOString();try{let s=await ie(this.hass,e,"get_history",{start:n});this._person?.config_entry_id===e.config_entry_id&&(this._entries=s.entries)}catch{this._entries=[]}}get _now(){return Date.now()+this._ahead}get _person(){let e=this._chosen||(this.hass?pn(this.hass):"");return dn(this._view?.persons??[],this._config.person,e)}render(){if(!this.hass||!this._texts)return a`<ha-card></ha-card>`;let{hass:e,_view:n}=this;if(!n){let r=d(e,this._unreachable?"unreachable":"loading");return a`<ha-card><p class="message">${r}</p></ha-card>`}let s=this._person;return s?s.loaded?a`<ha-card class=${s.phase}>
      ${this._header(s)} ${this._unreachable?Be(e,s):p}
      ${this._rightNow(s,n)} ${this._asked(s,n)} ${this._behind(s)}
      ${this._footer(s)}
      ${this._dialog?a`<backcare-dialog
              .hass=${e}
              .person=${s}
              .flags=${n.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${()=>this._open("")}
              @backcare-deleted=${()=>this._read()}
            ></backcare-dialog>`:p}
    </ha-card>`:a`<ha-card
        >${this._header(s)} ${this._unreachable?Be(e):p}
        ${et(e,n.persons)}
        <p class="message">
          ${s.private?d(e,"private"):d(e,"not_loaded",{name:s.name})}
        </p></ha-card
      >`:this._nobody(n)}_rightNow(e,n){let{hass:s,_now:r,_ahead:o}=this,{session:c}=e;return a`${si(s,e,n,l=>this._open(l))}
    ${sn(s,e,r,()=>this._command("acknowledge"))}
    ${c?Wi(s,e,c,{ahead:o,now:r},this._commands):Yi(s,e,r,this._commands)}
    ${this._why?this._refusal(e):p}`}_asked(e,n){let{hass:s}=this;if(e.question)return Gt(`${e.config_entry_id} ${e.question}`,a`<backcare-question
          .hass=${s}
          .person=${e}
          .flags=${n.red_flags}
          @backcare-answered=${({detail:c})=>this._do("report_red_flags",{flags:c})}
        ></backcare-question>`);let r=e.doctor==="emergency"?void 0:Zi(e);return r?Xi(s,r,this.settling,()=>this._command("note_read",{precautions:[r]})):!this._config.hide_diary&&Qi(e,this._entries)?Bi(s,()=>this._open("pain")):p}_behind(e){let{hass:n,_config:s,_now:r}=this;return a`${s.hide_timeline?p:a`${ln(n,e,r)}${en(n,e)}`}
    ${e.private?a`<p class="message">${d(n,"private")}</p>`:this._diary(e)}`}_refusal(e){let{hass:n}=this;return a`<ha-alert alert-type="warning">
      ${this._why}
      ${this._whyEarly&&!e.read_only&&e.onset?a`<button type="button" class="chip" @click=${()=>this._open("onset")}>
              ${d(n,"earlier")}
            </button>`:p}
    </ha-alert>`}_diary(e){let{hass:n,_config:s,_now:r}=this;return a`${s.hide_today?p:pi(n,e,this._entries,r)}
    ${s.hide_pain||e.phase==="none"?p:tn(n,e,this._entries,r)}`}_nobody(e){let{hass:n}=this;return e.persons.length?a`<ha-card><p class="message">${d(n,"not_found")}</p></ha-card>`:a`<ha-card>
      <div class="message">
        <p>${d(n,"nobody")}</p>
        ${n.user?.is_admin?a`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${d(n,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:n}=this,s=this._view?.persons??[],r=!this._config.person&&s.length>1;return a`<header role="none">
      ${r?a`<select aria-label=${d(n,"choose_person")} @change=${this._choose}>
              ${s.map(o=>a`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:a`<h2>${e.name}</h2>`}
      ${e.loaded?a`<span class="phase">${d(n,`phase_${e.phase}`)}</span>`:p}
    </header>`}_footer(e){let{hass:n}=this,s=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return a`<footer role="none">
      ${s?a`${F(n,"log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${F(n,"log_pain","mdi:emoticon-sad-outline","filled",()=>this._open("pain"))}`:p}
      ${F(n,"red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:F(n,"more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}async _loosen(e,n={}){return!this.settling&&await this._do(e,n)}async _do(e,n={}){return this._give((s,r)=>te(s,r,e,n),ge(e,n),vs.includes(e))}_command(e,n={}){this._give((s,r)=>Ri(s,r,e,n),ge(e))}async _give(e,n,s=!1){let{hass:r,_person:o}=this;if(!o?.loaded||this._busy&&!s||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await e(r,o),De(r,o,n),!0}catch(c){return this._say(Z(this.hass,c)),!1}finally{this._busy=!1}}_tell(e,n){this._say(ii(this.hass,n,this._now)),this._whyOf=e,this._whyEarly=ys.includes(n.reason)}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),gs)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0,this._whyEarly=!1}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(n=>n.therapy===this._whyOf)?.refused}_open(e){this._dialog=this.preview?"":e}};k.styles=Pi,h([b({attribute:!1})],k.prototype,"hass",2),h([b({attribute:!1})],k.prototype,"preview",2),h([b({type:Boolean,reflect:!0})],k.prototype,"settling",2),h([v()],k.prototype,"_config",2),h([v()],k.prototype,"_view",2),h([v()],k.prototype,"_texts",2),h([v()],k.prototype,"_unreachable",2),h([v()],k.prototype,"_chosen",2),h([v()],k.prototype,"_entries",2),h([v()],k.prototype,"_dialog",2),h([v()],k.prototype,"_why",2),h([v()],k.prototype,"_minute",2),k=h([N("backcare-card")],k)});var vn=window;vn.customCards??=[];vn.customCards.push({type:"backcare-card",name:"BackCare",description:"What is right for the back now: sessions, the plan, the diary.",preview:!0,documentationURL:"https://github.com/backcare/backcare#the-card",getEntitySuggestion(i,t){let e=i.entities[t];if(e?.platform!=="backcare")return null;let n=e.device_id?i.devices[e.device_id]:void 0,s=n?.config_entry_id??n?.primary_config_entry??n?.config_entries?.[0];return{config:{type:"custom:backcare-card",...s?{person:s}:{}}}}});customElements.whenDefined("home-assistant").then(()=>Promise.resolve().then(()=>(gn(),_n)));
