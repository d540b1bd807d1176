import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { Bench, total } from './run/canonical.ts';
const src = readFileSync('test/run/solve-start.test.ts','utf8');
const get = (n: string) => { const i=src.indexOf(`const ${n} = \``)+`const ${n} = \``.length; const t=src.slice(i, src.indexOf('`;', i)); return t.replace(/\$\{parameter\('(\w+)', '([^']+)', ([^)]+)\)\}/g, (_,a,b,c)=>`  ${a}: {doc: d, unit: ${b}, value: ${c}, range: [-1e15, 1e15], status: assumption, source: chosen}`); };
it('x', () => {
  const b = new Bench(get('HEADCOUNT'), ['treated','first_starts']);
  for (const seen of [800,1500,3000,4000,4900,9000]) { const r=b.run(3,52,{set:{seen_in_year:seen}}); const h=r.values[0]![0]!+total(r.values[1]!.slice(0,52))/52; console.log(seen, JSON.stringify(r.start.report), h/seen-1, b.at(r.start,'entry_rate'), [...r.start.warm.corrections]); }
  const t = new Bench(get('TREATMENT'), ['treated']);
  const s=t.start(52,{set:{completions:600,drop_outs:500}}); console.log(JSON.stringify(s.report), t.at(s,'treated'), t.at(s,'completion_multiplier'));
  const s2=t.start(52,{set:{completions:950,drop_outs:45}}); console.log(JSON.stringify(s2.report), t.at(s2,'treated'), t.at(s2,'completion_multiplier'));
  const s3=t.start(52,{set:{completions:100,drop_outs:45}}); console.log(JSON.stringify(s3.report), t.at(s3,'treated'), t.at(s3,'completion_multiplier'));
  const s4=t.start(52,{set:{completions:999,drop_outs:0.5}}); console.log(JSON.stringify(s4.report), t.at(s4,'treated'), t.at(s4,'completion_multiplier'));
});
