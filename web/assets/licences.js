// Writes the licences of every package whose code reaches the browser, as those licences ask.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const COPIED = ['bootstrap', '@tabler/icons', '@expo-google-fonts/be-vietnam-pro', '@expo-google-fonts/tinos'];

/** Write one text with the licence of each package among esbuild's inputs. */
export function writeLicences(inputs, target) {
  const names = new Set([...COPIED, ...inputs.map(packageOf).filter(Boolean)]);
  writeFileSync(target, [...names].sort().map(licenceOf).join(`\n${'-'.repeat(78)}\n\n`));
}

function packageOf(path) {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1];
}

function licenceOf(name) {
  const folder = `node_modules/${name}`;
  if (!existsSync(folder)) return `${name}\n`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : 'The package carries no licence file.';
  return `${name} ${version} (${license})\n\n${text}\n`;
}
