// Builds everything the browser gets from npm packages: `npm ci && npm run build`.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { buildFonts } from './fonts.js';
import { buildIcons } from './icons.js';
import { writeLicences } from './licences.js';

const PLACE = '../static/build';
const TARGET = '../static/new/build'; // moved into place when whole: a running server never sees half a build
const SCRIPTS = ['viewer', 'modeler', 'decisions', 'workshop'];

await buildAll();

async function buildAll() {
  rmSync('../static/new', { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  await buildFonts(TARGET);
  buildIcons('icons.txt', `${TARGET}/icons.svg`);
  copyFileSync('node_modules/bootstrap/dist/css/bootstrap.min.css', `${TARGET}/bootstrap.css`);
  writeFileSync(`${TARGET}/bootstrap.css`, withoutSourceMap(`${TARGET}/bootstrap.css`));
  await bundle();
  writeManifest();
  compress();
  moveIntoPlace();
}

function moveIntoPlace() {
  if (existsSync(PLACE)) renameSync(PLACE, '../static/new/old');
  renameSync(TARGET, PLACE);
  rmSync('../static/new', { recursive: true, force: true });
}

async function bundle() {
  const { metafile } = await build({
    entryPoints: SCRIPTS.map(name => `src/${name}.js`),
    outdir: TARGET,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none', // LICENSES.txt carries them
    metafile: true,
    loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.eot': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  writeLicences(Object.keys(metafile.inputs), `${TARGET}/LICENSES.txt`);
}

function withoutSourceMap(file) {
  return readFileSync(file, 'utf8').replace(/\/[*/]# sourceMappingURL=\S+( \*\/)?\s*$/, '');
}

// Once here at a high quality, not with each answer; the server sends these where a browser takes them.
function compress() {
  for (const name of readdirSync(TARGET).filter(name => /\.(js|css|svg)$/.test(name))) {
    const content = readFileSync(`${TARGET}/${name}`);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${TARGET}/${name}.br`, brotliCompressSync(content, { params }));
  }
}

// Pages ask for `viewer.js?v=<hash>`, so a browser may keep a file until its content changes.
function writeManifest() {
  const letters = readdirSync(`${TARGET}/fonts`).filter(name => name.endsWith('.woff2')).map(name => `fonts/${name}`);
  const files = [...readdirSync(TARGET).filter(name => /\.(js|css|svg)$/.test(name)), ...letters].sort();
  const hashes = files.map(name => [name, createHash('sha256').update(readFileSync(`${TARGET}/${name}`)).digest('hex').slice(0, 12)]);
  writeFileSync(`${TARGET}/manifest.json`, JSON.stringify(Object.fromEntries(hashes), null, 1) + '\n');
}
