const style = `
:root{color-scheme:light dark;--paper:#f4f5f3;--card:#fff;--ink:#1d2522;--soft:#56615c;--line:#d4d9d5;--accent:#2f5d4e;--on:#fff;--warn:#7a4b00;--warnbg:#fff3d9}
@media(prefers-color-scheme:dark){:root{--paper:#141816;--card:#1d2320;--ink:#e9eeeb;--soft:#a5b1ab;--line:#39423d;--accent:#8fcab5;--on:#10211b;--warn:#ffd58a;--warnbg:#33280f}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
.banner{background:var(--warnbg);color:var(--warn);padding:.6rem 1rem;text-align:center;font-size:.9rem}
main{max-width:34rem;margin:2rem auto;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{font-size:1.35rem;margin:0 0 .75rem}h2{font-size:1rem;margin:1.25rem 0 .5rem}p{margin:.5rem 0}.soft{color:var(--soft);font-size:.9rem}
button{font:inherit;cursor:pointer;border:1px solid var(--line);background:var(--card);color:var(--ink);border-radius:8px;padding:.6rem 1rem}
button.main{background:var(--accent);color:var(--on);border-color:var(--accent)}button.account{display:block;width:100%;text-align:left;margin:.4rem 0}
button:focus-visible,input:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.account b{display:block;overflow-wrap:anywhere}.row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1rem}
input{font:inherit;width:100%;padding:.55rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--ink)}
li{margin:.2rem 0;overflow-wrap:anywhere}code{overflow-wrap:anywhere}dl{font-size:.9rem}dt{color:var(--soft)}dd{margin:0 0 .4rem;overflow-wrap:anywhere}
@media(max-width:36rem){main{margin:0;border:0;border-radius:0;min-height:100vh}}`;

/** A form goes once, as on Microsoft's pages: the second half of a double click does nothing. Back makes the page whole again. */
const script = `
addEventListener('submit',(e)=>{const f=e.target;if(f.dataset.sent)e.preventDefault();f.dataset.sent='yes'});
addEventListener('pageshow',()=>{for(const f of document.forms)delete f.dataset.sent})`;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for element content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** A whole page of the practice cloud; every one says that it is not Microsoft. */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>${style}</style></head>
<body><div class="banner" role="note">This is the practice cloud, not Microsoft. Nothing here is real.</div><main>${body}</main><script>${script}</script></body></html>`;
}

/** A hidden form field. */
export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
