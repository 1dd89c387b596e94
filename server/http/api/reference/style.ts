/** The content of the reference's `<style>`; the page's policy has its hash. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f7f4;--card:#fff;--ink:#16211d;--soft:#53615b;--line:#dbe1dc;--link:#0a5a73;--get:#14693f;--write:#2a559f;--delete:#ad1f2d}
@media (prefers-color-scheme:dark){:root{--paper:#0e1412;--card:#161e1b;--ink:#e9efec;--soft:#a3b0aa;--line:#2b3632;--link:#7cc7e2;--get:#5fc892;--write:#8fb4f5;--delete:#ff8b8b}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
nav{padding:1rem 1.25rem;border-bottom:1px solid var(--line);font-size:.9rem}
nav summary{font-weight:600;cursor:pointer;padding:.35rem 0}
nav strong{display:block;margin:1rem 0 .25rem}
nav ul a{display:flex;gap:.5rem;padding:.2rem 0;color:inherit;text-decoration:none}
nav ul a:hover{text-decoration:underline}
nav b{flex:0 0 3.4rem}
nav ul,article>ul{list-style:none;margin:0;padding:0}
main{padding:1rem 1.25rem 4rem;max-width:56rem}
h1{line-height:1.2;margin:.5rem 0 1rem}
h2{margin:3.5rem 0 0;line-height:1.2}
h3{margin:0;font-size:1rem;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
code,pre{font:.9em ui-monospace,Menlo,Consolas,monospace}
p code,li code{background:color-mix(in srgb,var(--line) 45%,transparent);border-radius:4px;padding:.05em .3em}
pre{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;overflow:auto}
article{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.25rem;margin:1rem 0}
article>p{margin:.6rem 0}
b{font:600 .8rem ui-monospace,Menlo,Consolas,monospace;color:var(--write)}
b.get{color:var(--get)}b.delete{color:var(--delete)}
.role{margin-left:auto;font-size:.8rem;font-weight:400;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:0 .6em}
.type{color:var(--soft);font-size:.9em}
li{margin:.35rem 0}
li ul{list-style:none;padding-left:1rem;margin:.25rem 0;border-left:2px solid var(--line)}
@media (min-width:64rem){
body{display:grid;grid-template-columns:20rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;border-bottom:0;border-right:1px solid var(--line)}
main{padding:1.5rem 3rem 6rem}
@supports selector(::details-content){nav summary{display:none}nav details::details-content{content-visibility:visible}}
}
@media print{nav{display:none}body{display:block}article{break-inside:avoid-page}}`
