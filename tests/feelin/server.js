// Answers requests of feelin.py: one JSON document a line on standard input, one answer a line on standard output.
import { createInterface } from 'node:readline';
import { evaluate, unaryTest } from 'feelin';

const WORK = { evaluate: evaluateAll, measure };

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(WORK[request.work](request)));
}

/** Evaluate each source in the context and give its value, or what went wrong. */
function evaluateAll({ sources, context }) {
  return sources.map(source => {
    try {
      return tagged(evaluate(source, context).value);
    } catch (error) {
      return { t: 'error', v: String(error.message) };
    }
  });
}

/** Evaluate one source (and, if given, tests of a cell) again and again; give the seconds of one evaluation. */
function measure({ source, context, times, isTest }) {
  const run = isTest ? unaryTest : evaluate;
  const began = performance.now();
  for (let at = 0; at < times; at += 1) run(source, context);
  return { value: tagged(run(source, context).value), seconds: (performance.now() - began) / 1000 / times };
}

/** Give a value with its type: t is FEEL's name, v is text, or a list or object of tagged values. */
function tagged(value) {
  if (value === null || value === undefined) return { t: 'null' };
  if (typeof value === 'number') return { t: 'number', v: String(value) };
  if (typeof value === 'string' || typeof value === 'boolean') return { t: typeof value, v: value };
  if (typeof value === 'function') return { t: 'function' };
  if (Array.isArray(value)) return { t: 'list', v: Array.from(value, tagged) };
  const name = value.constructor?.name ?? '';
  if (name === 'FeelRange') return { t: 'range', v: String(value) };
  if (name === 'FeelFunction') return { t: 'function' };
  if (name.startsWith('Feel')) return { t: name.slice(4).toLowerCase(), v: String(value) };
  return { t: 'context', v: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tagged(item)])) };
}
