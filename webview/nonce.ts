/**
 * The toolkit probes the browser with a style element as soon as it is loaded, and looks for the page's nonce in a
 * meta element; under a strict content security policy the probe fails without it. Imported before the toolkit.
 */
const nonce = document.currentScript?.nonce;
if (nonce !== undefined && nonce !== '' && document.querySelector('meta[property="csp-nonce"]') === null) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}
