/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */
var qe=Object.defineProperty;var ps=Object.getOwnPropertyDescriptor;var _=(r,t,e)=>()=>{if(e)throw e[0];try{return r&&(t=r(r=0)),t}catch(s){throw e=[s],s}};var us=(r,t)=>{for(var e in t)qe(r,e,{get:t[e],enumerable:!0})};var u=(r,t,e,s)=>{for(var i=s>1?void 0:s?ps(t,e):t,n=r.length-1,o;n>=0;n--)(o=r[n])&&(i=(s?o(t,e,i):o(i))||i);return s&&i&&qe(t,e,i),i};var ae,le,ye,We,K,Ve,T,Ke,be,$e=_(()=>{ae=globalThis,le=ae.ShadowRoot&&(ae.ShadyCSS===void 0||ae.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ye=Symbol(),We=new WeakMap,K=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==ye)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(le&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=We.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&We.set(e,t))}return t}toString(){return this.cssText}},Ve=r=>new K(typeof r=="string"?r:r+"",void 0,ye),T=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((s,i,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new K(e,r,ye)},Ke=(r,t)=>{if(le)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),i=ae.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=e.cssText,r.appendChild(s)}},be=le?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Ve(e)})(r):r});var ms,fs,gs,_s,vs,ys,ce,Ye,bs,$s,Y,G,de,Ge,P,Z=_(()=>{$e();$e();({is:ms,defineProperty:fs,getOwnPropertyDescriptor:gs,getOwnPropertyNames:_s,getOwnPropertySymbols:vs,getPrototypeOf:ys}=Object),ce=globalThis,Ye=ce.trustedTypes,bs=Ye?Ye.emptyScript:"",$s=ce.reactiveElementPolyfillSupport,Y=(r,t)=>r,G={toAttribute(r,t){switch(t){case Boolean:r=r?bs:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},de=(r,t)=>!ms(r,t),Ge={attribute:!0,type:String,converter:G,reflect:!1,useDefault:!1,hasChanged:de};Symbol.metadata??=Symbol("metadata"),ce.litPropertyMetadata??=new WeakMap;P=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Ge){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(t,s,e);i!==void 0&&fs(this.prototype,t,i)}}static getPropertyDescriptor(t,e,s){let{get:i,set:n}=gs(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let c=i?.call(this);n?.call(this,o),this.requestUpdate(t,c,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Ge}static _$Ei(){if(this.hasOwnProperty(Y("elementProperties")))return;let t=ys(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Y("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Y("properties"))){let e=this.properties,s=[..._s(e),...vs(e)];for(let i of s)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,i]of e)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let i=this._$Eu(e,s);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let i of s)e.unshift(be(i))}else t!==void 0&&e.push(be(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ke(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,s);if(i!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:G).toAttribute(e,s.type);this._$Em=t,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(t,e){let s=this.constructor,i=s._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let n=s.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:G;this._$Em=i;let c=o.fromAttribute(e,n.type);this[i]=c??this._$Ej?.get(i)??c,this._$Em=null}}requestUpdate(t,e,s,i=!1,n){if(t!==void 0){let o=this.constructor;if(i===!1&&(n=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??de)(n,e)||s.useDefault&&s.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:i,wrapped:n},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,n]of s){let{wrapped:o}=n,c=this[i];o!==!0||this._$AL.has(i)||c===void 0||this.C(i,void 0,n,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};P.elementStyles=[],P.shadowRootOptions={mode:"open"},P[Y("elementProperties")]=new Map,P[Y("finalized")]=new Map,$s?.({ReactiveElement:P}),(ce.reactiveElementVersions??=[]).push("2.1.2")});function nt(r,t){if(!Pe(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return Je!==void 0?Je.createHTML(t):t}function F(r,t,e=r,s){if(t===U)return t;let i=s!==void 0?e._$Co?.[s]:e._$Cl,n=Q(t)?void 0:t._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,e,s)),s!==void 0?(e._$Co??=[])[s]=i:e._$Cl=i),i!==void 0&&(t=F(r,i._$AS(r,t.values),i,s)),t}var Te,Ze,he,Je,st,R,it,xs,N,X,Q,Pe,ws,xe,J,Xe,Qe,M,Be,et,rt,Ce,l,te,Js,U,p,tt,L,ks,B,we,ee,q,ke,Ae,Ee,Se,As,ot,pe=_(()=>{Te=globalThis,Ze=r=>r,he=Te.trustedTypes,Je=he?he.createPolicy("lit-html",{createHTML:r=>r}):void 0,st="$lit$",R=`lit$${Math.random().toFixed(9).slice(2)}$`,it="?"+R,xs=`<${it}>`,N=document,X=()=>N.createComment(""),Q=r=>r===null||typeof r!="object"&&typeof r!="function",Pe=Array.isArray,ws=r=>Pe(r)||typeof r?.[Symbol.iterator]=="function",xe=`[ 	
\f\r]`,J=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Xe=/-->/g,Qe=/>/g,M=RegExp(`>|${xe}(?:([^\\s"'>=/]+)(${xe}*=${xe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Be=/'/g,et=/"/g,rt=/^(?:script|style|textarea|title)$/i,Ce=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),l=Ce(1),te=Ce(2),Js=Ce(3),U=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),tt=new WeakMap,L=N.createTreeWalker(N,129);ks=(r,t)=>{let e=r.length-1,s=[],i,n=t===2?"<svg>":t===3?"<math>":"",o=J;for(let c=0;c<e;c++){let a=r[c],h,m,g=-1,f=0;for(;f<a.length&&(o.lastIndex=f,m=o.exec(a),m!==null);)f=o.lastIndex,o===J?m[1]==="!--"?o=Xe:m[1]!==void 0?o=Qe:m[2]!==void 0?(rt.test(m[2])&&(i=RegExp("</"+m[2],"g")),o=M):m[3]!==void 0&&(o=M):o===M?m[0]===">"?(o=i??J,g=-1):m[1]===void 0?g=-2:(g=o.lastIndex-m[2].length,h=m[1],o=m[3]===void 0?M:m[3]==='"'?et:Be):o===et||o===Be?o=M:o===Xe||o===Qe?o=J:(o=M,i=void 0);let x=o===M&&r[c+1].startsWith("/>")?" ":"";n+=o===J?a+xs:g>=0?(s.push(h),a.slice(0,g)+st+a.slice(g)+R+x):a+R+(g===-2?c:x)}return[nt(r,n+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},B=class r{constructor({strings:t,_$litType$:e},s){let i;this.parts=[];let n=0,o=0,c=t.length-1,a=this.parts,[h,m]=ks(t,e);if(this.el=r.createElement(h,s),L.currentNode=this.el.content,e===2||e===3){let g=this.el.content.firstChild;g.replaceWith(...g.childNodes)}for(;(i=L.nextNode())!==null&&a.length<c;){if(i.nodeType===1){if(i.hasAttributes())for(let g of i.getAttributeNames())if(g.endsWith(st)){let f=m[o++],x=i.getAttribute(g).split(R),j=/([.?@])?(.*)/.exec(f);a.push({type:1,index:n,name:j[2],strings:x,ctor:j[1]==="."?ke:j[1]==="?"?Ae:j[1]==="@"?Ee:q}),i.removeAttribute(g)}else g.startsWith(R)&&(a.push({type:6,index:n}),i.removeAttribute(g));if(rt.test(i.tagName)){let g=i.textContent.split(R),f=g.length-1;if(f>0){i.textContent=he?he.emptyScript:"";for(let x=0;x<f;x++)i.append(g[x],X()),L.nextNode(),a.push({type:2,index:++n});i.append(g[f],X())}}}else if(i.nodeType===8)if(i.data===it)a.push({type:2,index:n});else{let g=-1;for(;(g=i.data.indexOf(R,g+1))!==-1;)a.push({type:7,index:n}),g+=R.length-1}n++}}static createElement(t,e){let s=N.createElement("template");return s.innerHTML=t,s}};we=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,i=(t?.creationScope??N).importNode(e,!0);L.currentNode=i;let n=L.nextNode(),o=0,c=0,a=s[0];for(;a!==void 0;){if(o===a.index){let h;a.type===2?h=new ee(n,n.nextSibling,this,t):a.type===1?h=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(h=new Se(n,this,t)),this._$AV.push(h),a=s[++c]}o!==a?.index&&(n=L.nextNode(),o++)}return L.currentNode=N,i}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},ee=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,i){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=F(this,t,e),Q(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==U&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ws(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&Q(this._$AH)?this._$AA.nextSibling.data=t:this.T(N.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=B.createElement(nt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new we(i,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=tt.get(t.strings);return e===void 0&&tt.set(t.strings,e=new B(t)),e}k(t){Pe(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,i=0;for(let n of t)i===e.length?e.push(s=new r(this.O(X()),this.O(X()),this,this.options)):s=e[i],s._$AI(n),i++;i<e.length&&(this._$AR(s&&s._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Ze(t).nextSibling;Ze(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},q=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,i,n){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,e=this,s,i){let n=this.strings,o=!1;if(n===void 0)t=F(this,t,e,0),o=!Q(t)||t!==this._$AH&&t!==U,o&&(this._$AH=t);else{let c=t,a,h;for(t=n[0],a=0;a<n.length-1;a++)h=F(this,c[s+a],e,a),h===U&&(h=this._$AH[a]),o||=!Q(h)||h!==this._$AH[a],h===p?t=p:t!==p&&(t+=(h??"")+n[a+1]),this._$AH[a]=h}o&&!i&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ke=class extends q{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Ae=class extends q{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ee=class extends q{constructor(t,e,s,i,n){super(t,e,s,i,n),this.type=5}_$AI(t,e=this){if((t=F(this,t,e,0)??p)===U)return;let s=this._$AH,i=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,n=t!==p&&(s===p||i);i&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Se=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){F(this,t)}},As=Te.litHtmlPolyfillSupport;As?.(B,ee),(Te.litHtmlVersions??=[]).push("3.3.3");ot=(r,t,e)=>{let s=e?.renderBefore??t,i=s._$litPart$;if(i===void 0){let n=e?.renderBefore??null;s._$litPart$=i=new ee(t.insertBefore(X(),n),n,void 0,e??{})}return i._$AI(r),i}});var Re,A,Es,at=_(()=>{Z();Z();pe();pe();Re=globalThis,A=class extends P{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=ot(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return U}};A._$litElement$=!0,A.finalized=!0,Re.litElementHydrateSupport?.({LitElement:A});Es=Re.litElementPolyfillSupport;Es?.({LitElement:A});(Re.litElementVersions??=[]).push("4.2.2")});var lt=_(()=>{});var S=_(()=>{Z();pe();at();lt()});var W,ct=_(()=>{W=r=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(r,t)}):customElements.define(r,t)}});function y(r){return(t,e)=>typeof e=="object"?Ts(r,t,e):((s,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,s),o?Object.getOwnPropertyDescriptor(i,n):void 0})(r,t,e)}var Ss,Ts,ze=_(()=>{Z();Ss={attribute:!0,type:String,converter:G,reflect:!1,hasChanged:de},Ts=(r=Ss,t,e)=>{let{kind:s,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),s==="setter"&&((r=Object.create(r)).wrapped=!0),n.set(e.name,r),s==="accessor"){let{name:o}=e;return{set(c){let a=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,a,r,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,r,c),c}}}if(s==="setter"){let{name:o}=e;return function(c){let a=this[o];t.call(this,c),this.requestUpdate(o,a,r,!0,c)}}throw Error("Unsupported decorator location: "+s)}});function v(r){return y({...r,state:!0,attribute:!1})}var dt=_(()=>{ze();});var ht=_(()=>{});var D,V=_(()=>{D=(r,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(r,t,e),e)});function He(r,t){return(e,s,i)=>{let n=o=>o.renderRoot?.querySelector(r)??null;if(t){let{get:o,set:c}=typeof s=="object"?e:i??(()=>{let a=Symbol();return{get(){return this[a]},set(h){this[a]=h}}})();return D(e,s,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&c.call(this,a)),a}})}return D(e,s,{get(){return n(this)}})}}var pt=_(()=>{V();});var ut=_(()=>{V();});var mt=_(()=>{V();});var ft=_(()=>{V();});var gt=_(()=>{V();});var ue=_(()=>{ct();ze();dt();ht();pt();ut();mt();ft();gt()});function Oe(r){return r.locale.time_zone==="server"?r.config.time_zone:void 0}function se(r,t){let{time_format:e,language:s}=r.locale,i=Oe(r);if(!t.hour)return new Intl.DateTimeFormat(s,{timeZone:i,...t});let n=e==="system"?void 0:s,o=new Intl.DateTimeFormat(n,{hour:"numeric"}).resolvedOptions().hour12,a=e==="12"||e!=="24"&&o?{hour:"numeric",hourCycle:"h12"}:{hour:"2-digit",hourCycle:"h23"};return new Intl.DateTimeFormat(s,{timeZone:i,...t,...a})}function z(r,t){return se(r,{hour:"numeric",minute:"2-digit"}).format(t)}function _t(r,t){return se(r,{hour:"numeric"}).format(t)}function vt(r,t){return se(r,{weekday:"short"}).format(t)}function I(r,t,e){let s=se(r,{year:"numeric",month:"numeric",day:"numeric"});if(s.format(t)===s.format(e))return z(r,t);let i=Math.abs(t-e)<6*864e5?{weekday:"short"}:{day:"numeric",month:"short"};return se(r,{...i,hour:"numeric",minute:"2-digit"}).format(t)}function ie(r){return Math.ceil(r/6e4)*6e4}function yt(r){let t=Math.ceil(Math.max(0,r)/1e3);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function Me(r){return Math.ceil(Math.max(0,r)/6e4)}function H(r,t,e){return Math.min(1,Math.max(0,(r-t)/(e-t)))}function Le(r,t){return r<=0?0:r/(r+t)}function Ne(r,t){let e=new Intl.DateTimeFormat("en-CA",{timeZone:Oe(r),hourCycle:"h23",year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"}).formatToParts(t),s=i=>e.find(n=>n.type===i)?.value??"";return`${s("year")}-${s("month")}-${s("day")} ${s("hour")}:${s("minute")}:00`}function bt(r,t){return Oe(r)?t:new Date(t.replace(" ","T")).toISOString()}var C=_(()=>{"use strict"});async function De(r){await Promise.all(Ps.map(t=>r.loadBackendTranslation(t,"backcare")))}function d(r,t,e){return r.localize(`${Ue}.common.card_${t}`,e)}function E(r,t,e){return r.localize(`${Ue}.selector.${t}.options.${e}`)}function $t(r,t,e){let{reason:s,allowed_from:i,placeholders:n}=t,o={...n};return i&&(o.allowed_from=I(r,ie(Date.parse(i)),e)),r.localize(`${Ue}.exceptions.${s}.message`,o)}function xt(r,t,e){if(t.allowed_from){let s=ie(Date.parse(t.allowed_from));return d(r,"from",{time:I(r,s,e)})}return d(r,`refused_${t.reason}`)||d(r,"refused")}function re(r,t){let{translation_domain:e,translation_key:s,translation_placeholders:i,message:n}=t,o=`component.${e}.exceptions.${s}.message`;return(s?r.localize(o,i):"")||n||d(r,"unreachable")}var Ue,Ps,O=_(()=>{"use strict";C();Ue="component.backcare",Ps=["common","exceptions","selector"]});function kt(r,t,e){let s=t.doctor?Cs(r,t,t.doctor,e):p;return t.doctor==="emergency"?l`${s}${wt(r,t)}`:l`${wt(r,t)}${s}`}function Ie(r,t){let e=t?.pad&&t.session?.therapy==="heat",s=d(r,e?"disconnected_heat":"disconnected");return l`<ha-alert alert-type="error">${s}</ha-alert>`}function Cs(r,{red_flags:t,private:e,read_only:s},i,n){let o=i==="emergency";return l`<div class="alarm ${o?"emergency":"urgent"}" role="alert">
    <ha-icon icon=${o?"mdi:phone-alert":"mdi:doctor"}></ha-icon>
    <div>
      <strong>${d(r,`doctor_${i}`)}</strong>
      ${t.map(c=>E(r,"red_flag",c)).join(" · ")}
    </div>
    ${i==="not_recovered"||e||s?p:l`<button type="button" @click=${n}>${d(r,"menu_clear")}</button>`}
  </div>`}function wt(r,{pad:t}){return t?.fault?l`<div class="alarm" role="alert">
    <ha-icon icon="mdi:power-plug-off"></ha-icon>
    <div><strong>${d(r,"pad_fault",{name:t.name})}</strong></div>
  </div>`:p}var At=_(()=>{"use strict";S();O()});function St(r){let t=Math.random(),e=!1;return Et.then(()=>{e||history.state?.dialog||(ne.set(t,r),history.pushState({...history.state,[me]:t},""))}),()=>{e=!0,ne.delete(t),history.state?.[me]===t&&Tt()}}function Tt(){Et=new Promise(r=>{window.addEventListener("popstate",r,{once:!0}),window.setTimeout(r,1e3)}),history.back()}function Pt(){let r=history.state?.[me];r!==void 0&&!ne.has(r)&&Tt()}var me,ne,Et,Ct=_(()=>{"use strict";me="backcareDialog",ne=new Map,Et=Promise.resolve();window.addEventListener("popstate",()=>{let r=history.state?.[me];for(let[t,e]of ne)t!==r&&(ne.delete(t),e());Pt()});Pt()});async function Rt(r){for(let t=0;t<120&&!r.activeElement;t+=1)Rs(r)?.focus(),await new Promise(requestAnimationFrame)}function Rs(r){let t=r.querySelector("input, button, ha-button, ha-form");return t?.localName==="ha-form"?zt(t.shadowRoot):t??void 0}function zt(r){for(let t of r?.querySelectorAll("*")??[]){let e=t.localName==="input"?t:zt(t.shadowRoot);if(e)return e}}var Ht=_(()=>{"use strict"});async function fe(){if(customElements.get("ha-form")&&customElements.get("ha-dialog"))return;let r=new Promise(t=>window.setTimeout(t,4e3));await Promise.race([zs().catch(()=>{}),r])}async function zs(){(await window.loadCardHelpers?.())?.createCardElement({type:"button"}),await customElements.whenDefined("hui-button-card"),await customElements.get("hui-button-card").getConfigElement?.()}var je=_(()=>{"use strict"});function Ot(r,t){return{at:t,text:Ne(r,t)}}function Mt(r,{at:t,text:e},s,i,n){let o=s===e;return n!==null&&s===Ne(r,Date.parse(n))&&!(o&&t>=Date.parse(n))?n:o?t<i?new Date(t).toISOString():void 0:bt(r,s)}var Lt=_(()=>{"use strict";C()});function Nt(r,t){let e=!r.read_only,s=e&&r.onset!==null;return[["episode","mdi:calendar-plus",e&&r.phase!=="ice"],["onset","mdi:calendar-edit",s],["recovered","mdi:human-handsup",s&&r.phase!=="recovery"],["undo_recovered","mdi:undo-variant",e&&r.phase==="recovery"],["end_episode","mdi:calendar-check",s],["undo","mdi:undo",e&&Os(r,t)],["clear","mdi:clipboard-check-outline",e&&r.red_flags.length>0],["report","mdi:printer-outline",!r.private]].filter(([,,n])=>n).map(([n,o])=>[n,o])}function Os({newest:r,onset:t},e){if(!r)return!1;let s=Date.parse(r.at);return s>=e-Hs||t!==null&&s>=Date.parse(t)}function Ut(r,{newest:t},e){if(!t)return"";let{kind:s,value:i}=t,n=I(r,Date.parse(t.at),e);return i===null?d(r,"undo_spasm",{time:n}):s==="pain"?d(r,"undo_pain",{value:i,time:n}):d(r,"undo_spasm_rated",{value:i,time:n})}var Hs,Dt=_(()=>{"use strict";O();C();Hs=864e5});function It(r,t,e,s){let i=Array.from({length:11-r},(n,o)=>o+r);return l`<fieldset class="scale">
    <legend>${t}</legend>
    <div style="grid-template-columns: repeat(${6-r}, minmax(0, 1fr))">
      ${i.map(n=>l`<label class=${n===e?"chosen":""}>
          <input
            type="radio"
            name="level"
            .checked=${n===e}
            @change=${()=>s(n)}
          />
          <span>${n}</span>
        </label>`)}
    </div>
  </fieldset>`}function jt(r,t,e,s){return l`<div class="known" role="group" aria-label=${t}>
    ${r.map(i=>l`<button
        type="button"
        class="chip"
        aria-pressed=${i===e}
        @click=${()=>s(i===e?"":i)}
      >
        ${i}
      </button>`)}
  </div>`}function Ft(r,t,e,s=new Set){return l`${r.map(([i,n])=>l`<label class="tick">
      <input
        type="checkbox"
        .checked=${t.has(i)}
        .disabled=${s.has(i)}
        @change=${({target:o})=>{let c=[...t].filter(a=>a!==i);e(new Set(o.checked?[...c,i]:c))}}
      />
      <span>${n}</span>
    </label>`)}`}var qt,Wt=_(()=>{"use strict";S();qt=T`
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
    margin-block-end: -8px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chip {
    min-block-size: 36px;
    max-inline-size: 100%;
    padding: 6px 14px;
    border: 1px solid var(--divider-color);
    border-radius: 18px;
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
`});function Vt(r,t,e){let{connection:s}=r,i=!0,n=0,o,c,a,h=()=>{window.clearTimeout(a),a=window.setTimeout(e,3e3)},m=async()=>{window.clearTimeout(c),window.clearTimeout(a),n+=1;let g=n;o=void 0;try{let f=await s.subscribeMessage(x=>{i&&g===n&&t(x)},{type:"backcare/subscribe"},{resubscribe:!1});i&&g===n?o=f:await f()}catch{if(!i||g!==n)return;e(),c=window.setTimeout(m,2e3)}};return s.addEventListener("ready",m),s.addEventListener("disconnected",h),m(),()=>{i=!1,window.clearTimeout(c),window.clearTimeout(a),s.removeEventListener("ready",m),s.removeEventListener("disconnected",h),o?.().catch(()=>{})}}async function w(r,t,e,s={}){let i={...s,config_entry_id:t.config_entry_id};await r.callService("backcare",e,i,void 0,!1)}async function ge(r,t,e,s={}){let i={...s,config_entry_id:t.config_entry_id};return(await r.callService("backcare",e,i,void 0,!1,!0)).response}var Fe=_(()=>{"use strict"});var b,Ms,_e,Kt=_(()=>{"use strict";S();ue();Ct();Ht();je();Lt();Dt();Wt();O();Fe();b=class extends A{constructor(){super(...arguments);this.ahead=0;this.kind="more";this.advise=!1;this._open=!0;this._busy=!1;this._error="";this._ready=!1;this._form={};this._level=null;this._chosen=new Set;this._reported=new Set;this._report="";this._read=[];this._submit=()=>{if(this.kind==="report"){this.renderRoot.querySelector("iframe")?.contentWindow?.print();return}this._do(()=>this._send())};this._close=()=>{this._open=!1,this._ready||this._gone()}}async connectedCallback(){super.connectedCallback(),this._leave=St(this._close),this._begin(this.kind),await fe(),this._ready=!0}disconnectedCallback(){super.disconnectedCallback(),this._leave?.()}get _now(){return Date.now()+this.ahead}_begin(e){this.kind=e;let s=e==="onset"&&this.person.onset;this._asked=Ot(this.hass,s?Date.parse(s):this._now),this._form={at:this._asked.text},this._error="",this._read=this.person.red_flags,this._chosen=new Set(e==="clear"?this._read:[]),e==="report"&&this._load()}async _goOn(){await this.updateComplete,await Rt(this.renderRoot)}async _load(){try{let e=await ge(this.hass,this.person,"get_report");this._report=e.html}catch(e){this._error=re(this.hass,e)}}get _title(){return this.kind==="more"?this.person.name:d(this.hass,`dialog_${this.kind}`)}render(){return this._ready?l`<ha-dialog
      ?open=${this._open}
      .open=${this._open}
      header-title=${this._title}
      .headerTitle=${this._title}
      width=${Ms[this.kind]??"small"}
      @closed=${this._closed}
    >
      <div class="content" ?inert=${this._busy}>${this._content()}</div>
      ${this._error?l`<div class="error"><ha-alert alert-type="error">${this._error}</ha-alert></div>`:p}
      ${this.kind==="more"?p:this._footer()}
    </ha-dialog>`:p}_footer(){let{hass:e}=this,s=this.kind==="report"||this.kind==="flags"&&this.advise;return l`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${e.localize(s?"ui.common.close":"ui.common.cancel")}
      </ha-button>
      ${this.kind==="clear"?p:l`<ha-button
              slot="primaryAction"
              variant=${this.kind==="flags"?"danger":"brand"}
              .disabled=${this._busy||!this._complete()}
              @click=${this._submit}
            >
              ${d(e,`submit_${this.kind}`)}
            </ha-button>`}
    </ha-dialog-footer>`}_complete(){return this.kind==="pain"?this._level!==null:this.kind==="flags"?this._chosen.size>0:this.kind==="report"?this._report!=="":!0}_content(){let{hass:e}=this;switch(this.kind){case"spasm":return l`${this._levels(1,d(e,"strength"))} ${this._activities()}
        ${this._fields([{name:"activity",selector:{text:{}}},_e])}`;case"pain":return l`${this._levels(0,d(e,"pain_scale"))} ${this._fields([_e])}`;case"episode":return l`${this.person.onset?l`<p>${d(e,"episode_anew")}</p>`:p}
          ${this._fields([_e])}
          <p>${d(e,"episode_advice")}</p>
          ${this._flagList()}`;case"onset":return l`${this._fields([_e])}`;case"flags":return l`${this.advise?l`<p>${d(e,"episode_advice")}</p>`:p}
          ${this._flagList()}`;case"clear":return this._clearing();case"recovered":return l`<p>${d(e,"recovered_means")}</p>`;case"end_episode":return l`<p>${d(e,"end_means")}</p>`;case"report":return this._report?l`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${d(e,"dialog_report")}
              srcdoc=${this._report}
            ></iframe>`:l`<p>${d(e,"loading")}</p>`;case"more":return this._menu()}}_levels(e,s){return It(e,s,this._level,i=>{this._level=i})}_activities(){let e=this.person.activities;return e.length?jt(e,d(this.hass,"activities"),this._form.activity,s=>{this._form={...this._form,activity:s}}):p}get _moment(){return this.kind==="episode"||this.kind==="onset"?"onset":"at"}_fields(e){return l`<ha-form
      .hass=${this.hass}
      .schema=${e}
      .data=${this._form}
      .computeLabel=${({name:s})=>d(this.hass,`field_${s==="at"?this._moment:s}`)}
      @value-changed=${s=>{s.stopPropagation(),this._form=s.detail.value}}
    ></ha-form>`}_flagList(){return l`${["emergency","urgent","soon"].map(e=>l`<fieldset>
        <legend>${d(this.hass,`flags_${e}`)}</legend>
        ${this._ticks(this.flags[e])}
      </fieldset>`)}`}_ticks(e){let s=e.map(n=>[n,E(this.hass,"red_flag",n)]),i=n=>{this._chosen=n};return Ft(s,this._chosen,i,this._reported)}_clearing(){let{hass:e,person:s}=this,i=n=>w(e,s,"clear_red_flags",{reason:n,flags:[...this._chosen]});return l`<fieldset>
        <legend>${d(e,"clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${["seen_by_doctor","advised_by_phone","gone","reported_by_mistake"].map(n=>l`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${()=>this._do(()=>i(n))}
          >
            ${E(e,"clear_reason",n)}
          </button>`)}
      </div>`}_menu(){let{hass:e,person:s,_now:i}=this;return l`<div class="menu">
      ${Nt(s,i).map(([n,o])=>l`<button type="button" @click=${()=>this._pick(n)}>
          <ha-icon icon=${o}></ha-icon>
          <span>
            ${d(e,`menu_${n}`)}
            ${n==="undo"?l`<small>${Ut(e,s,i)}</small>`:p}
          </span>
        </button>`)}
    </div>`}_pick(e){let{hass:s,person:i}=this;switch(e){case"undo":return void this._do(()=>w(s,i,"undo_last"));case"undo_recovered":return void this._do(()=>w(s,i,"mark_recovered",{undo:!0}));default:this._begin(e),this._goOn()}}async _send(){let{hass:e,person:s}=this,i=String(this._form.at??this._asked.text),n=this.kind==="episode"?null:s.onset,o=Mt(e,this._asked,i,this._now,n),c=String(this._form.activity??"").trim()||void 0,a=[...this._chosen].filter(h=>!this._reported.has(h));switch(this.kind){case"spasm":return w(e,s,"log_spasm",{intensity:this._level??void 0,activity:c,at:o});case"pain":return w(e,s,"log_pain",{level:this._level,at:o});case"episode":return a.length&&(await w(e,s,"report_red_flags",{flags:a}),this._reported=this._chosen),w(e,s,"start_episode",{onset:o});case"onset":return i===this._asked.text?void 0:w(e,s,"correct_onset",{onset:o});case"flags":return w(e,s,"report_red_flags",{flags:a});case"recovered":return w(e,s,"mark_recovered");case"end_episode":return w(e,s,"end_episode")}}async _do(e){let{hass:s}=this,i=this.renderRoot.activeElement;this._busy=!0,this._error="";try{await e(),this._close()}catch(n){let o=re(s,n);this._error=this._reported.size?d(s,"episode_refused",{why:o}):o}this._busy=!1,await this.updateComplete,this._error&&i?.focus()}_closed(e){e.target===e.currentTarget&&(e.stopPropagation(),this._gone())}_gone(){this.dispatchEvent(new CustomEvent("backcare-closed"))}};b.styles=[qt,T`
    .content {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    /* On a narrow phone, Home Assistant's fields of a time are wider than that in older releases. */
    ha-form {
      display: block;
      overflow-x: auto;
    }
    p {
      margin: 0;
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
    .menu small {
      color: var(--secondary-text-color);
    }
    .menu small {
      display: block;
    }
    iframe {
      inline-size: 100%;
      block-size: 65vh;
      border: 0;
      background: #fff;
    }
  `],u([y({attribute:!1})],b.prototype,"hass",2),u([y({attribute:!1})],b.prototype,"person",2),u([y({attribute:!1})],b.prototype,"flags",2),u([y({attribute:!1})],b.prototype,"ahead",2),u([y()],b.prototype,"kind",2),u([y({type:Boolean})],b.prototype,"advise",2),u([v()],b.prototype,"_open",2),u([v()],b.prototype,"_busy",2),u([v()],b.prototype,"_error",2),u([v()],b.prototype,"_ready",2),u([v()],b.prototype,"_form",2),u([v()],b.prototype,"_level",2),u([v()],b.prototype,"_chosen",2),u([v()],b.prototype,"_reported",2),u([v()],b.prototype,"_report",2),b=u([W("backcare-dialog")],b);Ms={spasm:"medium",pain:"medium",episode:"medium",onset:"medium",report:"large"},_e={name:"at",selector:{datetime:{}}}});var Yt,k,Gt=_(()=>{"use strict";S();ue();C();Yt=2*Math.PI*54,k=class extends A{constructor(){super(...arguments);this.finishesAt=0;this.remaining=0;this.length=1;this.ahead=0;this.caption="";this.spoken=String;this._minutes=0;this._frame=0;this._seen=!1;this._tick=()=>{if(cancelAnimationFrame(this._frame),!this._bar||!this._time)return;let e=Math.max(0,this._left()),i=matchMedia("(prefers-reduced-motion: reduce)").matches?Math.ceil(e/1e3)*1e3:e,n=1-Math.min(1,i/this.length);this._bar.style.strokeDashoffset=String(n*Yt);let o=yt(e);this._time.textContent!==o&&(this._time.textContent=o);let c=Me(e);(c<=1||c%5===0)&&(this._minutes=c),this._seen&&this.finishesAt&&(this._frame=requestAnimationFrame(this._tick))}}connectedCallback(){super.connectedCallback(),this._watch=new IntersectionObserver(e=>{this._seen=e.some(s=>s.isIntersecting),this._tick()}),this._watch.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this._watch?.disconnect(),cancelAnimationFrame(this._frame)}willUpdate(e){e.has("finishesAt")&&(this._minutes=Me(this._left()))}updated(){this._tick()}_left(){return this.finishesAt?this.finishesAt-Date.now()-this.ahead:this.remaining}render(){return l`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${te`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${Yt}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt?this.spoken(this._minutes):p}</span
      >
    `}};k.styles=T`
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
  `,u([y({attribute:!1})],k.prototype,"finishesAt",2),u([y({attribute:!1})],k.prototype,"remaining",2),u([y({attribute:!1})],k.prototype,"length",2),u([y({attribute:!1})],k.prototype,"ahead",2),u([y({attribute:!1})],k.prototype,"caption",2),u([y({attribute:!1})],k.prototype,"spoken",2),u([v()],k.prototype,"_minutes",2),u([He(".left")],k.prototype,"_bar",2),u([He(".time")],k.prototype,"_time",2),k=u([W("backcare-ring")],k)});function Jt(r,t,e){let s=Date.parse(t.today.until),i=s-oe*Zt,n=f=>H(Date.parse(f),i,s)*100,o=e.filter(f=>Date.parse(f.at)>=i),c=o.filter(f=>f.kind==="pain"),a=o.filter(f=>f.kind==="spasm"),h=c.map(f=>({x:n(f.at),y:44-f.level*4})),m=c.at(-1),g=d(r,"pain_told",{days:oe,levels:c.map(f=>f.level).join(", ")||"–",spasms:a.length});return l`<section class="pain">
    <h3>
      <span>${d(r,"pain")}</span>
      <span class="aside">${t.pain===null?p:l`<b>${t.pain}</b>/10`}</span>
    </h3>
    <div class="chart" role="img" aria-label=${g}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0,5,10].map(f=>te`<line class="grid" x1="0" x2="100" y1=${44-f*4} y2=${44-f*4}></line>`)}
        ${a.map(f=>{let x=n(f.at),j=3+(f.intensity??5)*.8;return te`<line class="spasm" x1=${x} x2=${x} y1="60" y2=${60-j}></line>`})}
        <polyline points=${h.map(f=>`${f.x},${f.y}`).join(" ")}></polyline>
      </svg>
      ${m?l`<span
              class="dot"
              style="inset-inline-start: ${n(m.at)}%; inset-block-start: ${(44-m.level*4)/60*100}%"
            ></span>`:p}
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({length:oe},(f,x)=>l`<span>${vt(r,i+(x+.5)*Zt)}</span>`)}
    </div>
  </section>`}var Zt,oe,Xt=_(()=>{"use strict";S();O();C();Zt=864e5,oe=7});var Qt,Bt=_(()=>{"use strict";S();Qt=T`
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
    min-block-size: 40px;
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
  .alarm button {
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
  .alarm button:focus-visible {
    outline-color: #fff;
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
    font-size: var(--ha-font-size-xs, 11px);
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
`});function ts(r,t,e){if(!t.onset||!t.heat_from||t.phase==="none")return p;let s=Date.parse(t.onset),i=Date.parse(t.heat_from),n=t.recovered?Date.parse(t.recovered):null,o=n?Math.min(i,n):i,c={ice:H(e,s,o),heat:n?+(n>i):Le(e-i,4*es),recovery:n?Le(e-n,10*es):0},a=m=>I(r,m,e),h=n?d(r,"recovered_since",{time:a(n)}):e<i?d(r,"heat_from",{time:a(ie(i))}):d(r,"heat_since",{time:a(i)});return l`<section class="timeline" aria-label=${d(r,"plan")}>
    <ol>
      ${["ice","heat","recovery"].map(m=>Ns(r,m,c[m],m===t.phase))}
    </ol>
    <div class="ends">
      <span>${d(r,"onset",{time:a(s)})}</span>
      <span>${h}</span>
    </div>
  </section>`}function Ns(r,t,e,s){let i=d(r,"now");return l`<li
    class="${t} ${s?"here":""}"
    style="flex-grow: ${Ls[t]}"
    aria-current=${s?"step":p}
  >
    <span class="label">${r.localize(`component.backcare.common.card_phase_${t}`)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${e*100}%"></span>
      ${s?l`<span class="marker" style="inset-inline-start: ${e*100}%" title=${i}></span>`:p}
    </span>
  </li>`}var es,Ls,ss=_(()=>{"use strict";S();O();C();es=864e5,Ls={ice:50,heat:30,recovery:20}});function is(r,t,e,s){let i=Date.parse(t.today.since),n=Date.parse(t.today.until),o=Ds(r,t,e,s).filter(h=>h.to>i&&h.from<n),c=o.filter(h=>h.kind!=="rest"),a=["ice","heat"].filter(h=>t.today[h]>=60).map(h=>`${E(r,"therapy",h)} ${ve(r,t.today[h]*1e3)}`);return l`<section class="today">
    <h3>
      <span>${d(r,"today")}</span>
      <span class="aside">${a.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${c.map(h=>h.title).join(", ")||d(r,"nothing_today")}
    >
      ${o.map(h=>Us(h,i,n))}
      <span class="now" style="inset-inline-start: ${H(s,i,n)*100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0,1,2,3].map(h=>l`<span>${_t(r,i+h/4*(n-i))}</span>`)}
    </div>
    ${c.length?p:l`<p class="aside">${d(r,"nothing_today")}</p>`}
  </section>`}function ve(r,t,e="short"){let s={style:"unit",unit:"minute",unitDisplay:e};return new Intl.NumberFormat(r.locale.language,s).format(Math.floor(t/6e4))}function Us({from:r,to:t,kind:e,title:s},i,n){let o=H(r,i,n)*100,c=H(t,i,n)*100-o;return l`<span
    class="block ${e}"
    style="inset-inline-start: ${o}%; inline-size: ${c}%"
    title=${s}
  ></span>`}function Ds(r,t,e,s){let i=[],n=(a,h)=>{let m=h+(t.rests[a]??0)*1e3;if(m>h){let g=d(r,"rest_until",{time:z(r,m)});i.push({from:h,to:m,kind:"rest",title:g})}},o=(a,h,m)=>{let g=`${E(r,"therapy",a)} ${z(r,h)}–${z(r,m)}`;i.push({from:h,to:m,kind:a,title:g})};for(let a of e)a.kind==="exposure"&&n(a.therapy,Date.parse(a.ended));for(let a of e)a.kind==="session"&&o(a.therapy,Date.parse(a.at),Date.parse(a.ended));let c=t.session;return c&&o(c.therapy,Date.parse(c.started),s),i}var rs=_(()=>{"use strict";S();O();C()});function ns(r,t,e){let s=i=>r.find(n=>n.config_entry_id===i);return t?s(t):s(e)??r.find(i=>i.mine)??r.find(i=>i.loaded&&!i.private)??r.find(i=>i.loaded)??r[0]}var os=_(()=>{"use strict"});var cs={};us(cs,{BackcareCard:()=>$});function ls(r){if(!r?.loaded)return"";let{config_entry_id:t,phase:e,session:s}=r;return[t,e,s?.therapy,s&&!!s.finishes_at].join()}var js,Fs,as,qs,Ws,$,ds=_(()=>{"use strict";S();ue();At();Kt();Gt();je();Xt();Bt();O();C();ss();rs();Fe();os();js={ice:"mdi:snowflake",heat:"mdi:fire",massage:"mdi:hand-heart",stretch:"mdi:yoga",walk:"mdi:walk"},Fs=864e5,as=6e4,qs=2e4,Ws=700;$=class extends A{constructor(){super(...arguments);this.preview=!1;this.settling=!1;this._config={type:"custom:backcare-card"};this._texts=!1;this._unreachable=!1;this._chosen="";this._entries=[];this._dialog="";this._advise=!1;this._why="";this._busy=!1;this._minute=0;this._ahead=0;this._hadFocus=!1;this._language="";this._choose=e=>{this._show(()=>{this._chosen=e.target.value}),this._entries=[],this._read()}}static getStubConfig(){return{}}static async getConfigForm(){let e=document.querySelector("home-assistant")?.hass;return e&&await De(e),{schema:[{name:"person",selector:{config_entry:{integration:"backcare"}}},...["timeline","today","pain","diary"].map(i=>({name:`hide_${i}`,selector:{boolean:{}}}))],computeLabel:({name:i})=>e?d(e,`editor_${i}`):i,computeHelper:({name:i})=>e&&i==="person"?d(e,"editor_person_help"):void 0}}setConfig(e){this._config=e,this._chosen="",this._entries=[],this._read()}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:9,rows:"auto"}}connectedCallback(){super.connectedCallback(),this._clock=window.setInterval(()=>{this._minute+=1},as),this._follow()}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this._clock),window.clearTimeout(this._settled),this.settling=!1,this._forgetWhy(),this._unfollow?.(),this._unfollow=void 0,this._view=void 0}shouldUpdate(e){if(e.size>1||!e.has("hass"))return!0;let s=e.get("hass");return!s||s.locale!==this.hass.locale||s.localize!==this.hass.localize||s.config!==this.hass.config}willUpdate(){this._hadFocus=!!this.shadowRoot?.activeElement?.closest(".hero"),this.hass&&(this._follow(),this._language!==this.hass.language&&(this._language=this.hass.language,fe(),this._loadTexts()))}updated(){if(!this._hadFocus||this.shadowRoot?.activeElement)return;let e=this.renderRoot.querySelector(".hero ha-button, .hero button");Promise.resolve(e?.updateComplete).then(()=>e?.focus())}async _loadTexts(){try{await De(this.hass),this._texts=!0}catch{this._language="",await new Promise(e=>window.setTimeout(e,2e3))}this._minute+=1}_follow(){this._unfollow||!this.hass||!this.isConnected||(this._unfollow=Vt(this.hass,e=>{this._ahead=Date.parse(e.now)-Date.now(),this._show(()=>{this._view=e}),this._unreachable=!1,this._read()},()=>{this._unreachable=!0}))}_show(e){let s=this._person;e();let i=this._person,n=s!==void 0&&ls(s)!==ls(i);(n||this._outdated(i))&&this._forgetWhy(),n&&(this.settling=!0,window.clearTimeout(this._settled),this._settled=window.setTimeout(()=>{this.settling=!1},Ws))}async _read(){let e=this._person;if(!e?.loaded||this._config.hide_pain&&this._config.hide_today)return;if(e.private){this._entries=[];return}let s=new Date(Date.parse(e.today.since)-(oe-1)*Fs).toISOString();try{let i=await ge(this.hass,e,"get_history",{start:s});this._person?.config_entry_id===e.config_entry_id&&(this._entries=i.entries)}catch{this._entries=[]}}get _now(){return Date.now()+this._ahead}get _person(){return ns(this._view?.persons??[],this._config.person,this._chosen)}render(){if(!this.hass||!this._texts)return l`<ha-card></ha-card>`;let{hass:e,_view:s}=this;if(!s){let c=d(e,this._unreachable?"unreachable":"loading");return l`<ha-card><p class="message">${c}</p></ha-card>`}let i=this._person;if(!i)return this._nobody(s);if(!i.loaded)return l`<ha-card
        >${this._header(i)} ${this._unreachable?Ie(e):p}
        <p class="message">
          ${i.private?d(e,"private"):d(e,"not_loaded",{name:i.name})}
        </p></ha-card
      >`;let{_config:n,_now:o}=this;return l`<ha-card class=${i.phase}>
      ${this._header(i)} ${this._unreachable?Ie(e,i):p}
      ${kt(e,i,()=>this._open("clear"))}
      ${i.session?this._running(i,i.session):this._offers(i)}
      ${this._why?l`<ha-alert alert-type="warning">${this._why}</ha-alert>`:p}
      ${n.hide_timeline?p:ts(e,i,o)}
      ${i.private?l`<p class="message">${d(e,"private")}</p>`:this._diary(i)}
      ${this._footer(i)}
      ${this._dialog?l`<backcare-dialog
              .hass=${e}
              .person=${i}
              .flags=${s.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              .advise=${this._advise}
              @backcare-closed=${()=>this._open("")}
            ></backcare-dialog>`:p}
    </ha-card>`}_diary(e){let{hass:s,_config:i,_now:n}=this;return l`${i.hide_today?p:is(s,e,this._entries,n)}
    ${i.hide_pain||e.phase==="none"?p:Jt(s,e,this._entries)}`}_nobody(e){let{hass:s}=this;return e.persons.length?l`<ha-card><p class="message">${d(s,"not_found")}</p></ha-card>`:l`<ha-card>
      <div class="message">
        <p>${d(s,"nobody")}</p>
        ${s.user?.is_admin?l`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${d(s,"add_person")}
              </ha-button>`:p}
      </div>
    </ha-card>`}_header(e){let{hass:s}=this,i=this._view?.persons??[],n=!this._config.person&&i.length>1;return l`<header role="none">
      ${n?l`<select aria-label=${d(s,"choose_person")} @change=${this._choose}>
              ${i.map(o=>l`<option
                  value=${o.config_entry_id}
                  ?selected=${o.config_entry_id===e.config_entry_id}
                >
                  ${o.name}
                </option>`)}
            </select>`:l`<h2>${e.name}</h2>`}
      ${e.loaded?l`<span class="phase">${d(s,`phase_${e.phase}`)}</span>`:p}
    </header>`}_running(e,s){let{hass:i}=this,n=s.finishes_at?Date.parse(s.finishes_at):0,o=E(i,"therapy",s.therapy),c=s.lapses_at?z(i,Date.parse(s.lapses_at)):"",a=n?d(i,"until",{time:z(i,n)}):d(i,"paused",{time:c});return l`<section class="hero ${s.therapy}" aria-label=${o}>
      <h2>${o}</h2>
      <backcare-ring
        .finishesAt=${n}
        .remaining=${s.remaining*1e3}
        .length=${s.length*1e3}
        .ahead=${this._ahead}
        .caption=${a}
        .spoken=${h=>d(i,"left",{therapy:o,time:ve(i,h*as,"long")})}
      ></backcare-ring>
      <div class="buttons">
        ${e.read_only?p:n?this._button("pause","mdi:pause","filled",()=>this._do("pause_session")):this._button("resume","mdi:play","accent",()=>this._loosen("resume_session"))}
        ${this._button("stop","mdi:stop","filled",()=>this._do("stop_session"),"danger")}
      </div>
      ${this._tiles(e,e.offers.filter(h=>h.length))}
    </section>`}_offers(e){let{hass:s}=this;if(e.read_only)return p;if(e.phase==="none"){let o=e.offers.find(c=>c.therapy==="ice");return l`<section class="hero none">
        <button type="button" class="big" @click=${()=>this._open("episode")}>
          <ha-icon icon="mdi:calendar-plus"></ha-icon>
          <span>${d(s,"menu_episode")}<small>${d(s,"no_episode")}</small></span>
        </button>
        ${o?this._tiles(e,[o]):p}
      </section>`}let i=e.offers.find(o=>o.therapy===e.therapy),n=e.offers.filter(o=>o!==i);return l`<section class="hero">
      ${i?this._offer(e,i,"big"):p} ${this._tiles(e,n)}
    </section>`}_tiles(e,s){return!s.length||e.read_only?p:l`<div class="tiles">
      ${s.map(i=>this._offer(e,i,"tile"))}
    </div>`}_offer(e,s,i){let{hass:n}=this,{therapy:o,length:c,refused:a}=s,h=E(n,"therapy",o),m=i==="big"&&!a?d(n,"start",{therapy:h}):h,f=a?e.doctor==="emergency"?d(n,"refused"):xt(n,a,this._now):ve(n,(c??0)*1e3);return l`<button
      type="button"
      class="${i} ${o} ${a?"refused":""}"
      @click=${()=>a?this._tell(o,a):this._start(e,o)}
    >
      <ha-icon icon=${js[o]}></ha-icon>
      <span>${m}<small>${f}</small></span>
    </button>`}_footer(e){let s=!this._config.hide_diary&&e.phase!=="none"&&!e.read_only;return l`<footer role="none">
      ${s?l`${this._button("log_spasm","mdi:flash","filled",()=>this._open("spasm"))}
            ${this._button("log_pain","mdi:gauge","filled",()=>this._open("pain"))}`:p}
      ${this._button("red_flags","mdi:alert-outline","plain",()=>this._open("flags"))}
      ${e.read_only&&e.private?p:this._button("more","mdi:dots-horizontal","plain",()=>this._open("more"))}
    </footer>`}_button(e,s,i,n,o="brand"){return l`<ha-button
      data-key=${e}
      appearance=${i}
      variant=${o}
      @click=${n}
    >
      <ha-icon slot="start" icon=${s}></ha-icon>${d(this.hass,e)}
    </ha-button>`}async _start(e,s){let i=e.phase==="none";!await this._loosen("start_session",{therapy:s})||!i||(this._advise=!0,this._dialog="flags")}async _loosen(e,s={}){return!this.settling&&await this._do(e,s)}async _do(e,s={}){let i=this._person,n=this._busy&&e!=="stop_session";if(!i?.loaded||n||this.preview)return!1;this._busy=!0,this._forgetWhy();try{return await w(this.hass,i,e,s),!0}catch(o){return this._say(re(this.hass,o)),!1}finally{this._busy=!1}}_tell(e,s){this._say($t(this.hass,s,this._now)),this._whyOf=e}_say(e){this._forgetWhy(),this._why=e,this._forget=window.setTimeout(()=>this._forgetWhy(),qs)}_forgetWhy(){window.clearTimeout(this._forget),this._why="",this._whyOf=void 0}_outdated(e){return!this._whyOf||!e?.loaded?!1:!e.offers.find(s=>s.therapy===this._whyOf)?.refused}_open(e){this._advise=!1,this._dialog=this.preview?"":e}};$.styles=Qt,u([y({attribute:!1})],$.prototype,"hass",2),u([y({attribute:!1})],$.prototype,"preview",2),u([y({type:Boolean,reflect:!0})],$.prototype,"settling",2),u([v()],$.prototype,"_config",2),u([v()],$.prototype,"_view",2),u([v()],$.prototype,"_texts",2),u([v()],$.prototype,"_unreachable",2),u([v()],$.prototype,"_chosen",2),u([v()],$.prototype,"_entries",2),u([v()],$.prototype,"_dialog",2),u([v()],$.prototype,"_advise",2),u([v()],$.prototype,"_why",2),u([v()],$.prototype,"_minute",2),$=u([W("backcare-card")],$)});var hs=window;hs.customCards??=[];hs.customCards.push({type:"backcare-card",name:"BackCare",description:"What is right for the back now: sessions, the plan, the diary.",preview:!0,documentationURL:"https://github.com/backcare/backcare#the-card",getEntitySuggestion(r,t){let e=r.entities[t];if(e?.platform!=="backcare")return null;let s=e.device_id?r.devices[e.device_id]:void 0,i=s?.primary_config_entry??s?.config_entries[0];return{config:{type:"custom:backcare-card",...i?{person:i}:{}}}}});customElements.whenDefined("home-assistant").then(()=>Promise.resolve().then(()=>(ds(),cs)));
