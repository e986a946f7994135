// Makes the pages' letters of Be Vietnam Pro, only those that Vietnamese and its neighbours need, one file a weight; and
// copies Tinos, whole, for documents: a subset of it would leave Vietnamese letters in a PDF without their text.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';

const SOURCE = 'node_modules/@expo-google-fonts/be-vietnam-pro';
// Bold is set in the semibold: beside each other nobody tells them apart, and each weight costs 15 KB.
const WEIGHTS = { 400: ['400Regular', '400'], 500: ['500Medium', '500'], 600: ['600SemiBold', '600 700'] };
const PAPER = 'node_modules/@expo-google-fonts/tinos';
const FACES = { '400Regular': 'regular', '400Regular_Italic': 'italic', '700Bold': 'bold', '700Bold_Italic': 'bold-italic' };

// Latin with all that Vietnamese sets on it, composed or not; signs of writing, money and reckoning.
const LETTERS = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x1a0, 0x1a1], [0x1af, 0x1b0], [0x1ea0, 0x1ef9],
  [0x300, 0x304], [0x306, 0x30a], [0x31b, 0x31b], [0x323, 0x323], [0x2010, 0x2027], [0x202f, 0x203a],
  [0x2044, 0x2044], [0x20ab, 0x20ac], [0x2116, 0x2122], [0x2190, 0x2193], [0x2212, 0x2215], [0x2248, 0x2265],
];
const SHAPING = ['ccmp', 'locl', 'liga', 'kern', 'mark', 'mkmk'];

// What stands until the letters have come is as wide and as high, so that nothing moves when they do: the mean width of
// Vietnamese text against that of Arial, and the letters' own height divided by it.
const STANDING_IN = [['400 500', 'Arial', 'Liberation Sans', 108.7], ['600 700', 'Arial Bold', 'Liberation Sans Bold', 103.7]];
const ASCENT = 100, DESCENT = 26.5;

/** Write `fonts.css` and `fonts/*` with the licences into `folder`. */
export async function buildFonts(folder) {
  mkdirSync(`${folder}/fonts`, { recursive: true });
  copyFileSync(`${SOURCE}/LICENSE_FONT`, `${folder}/fonts/LICENSE.txt`);
  for (const [face, name] of Object.entries(FACES)) copyFileSync(`${PAPER}/${face}/Tinos_${face}.ttf`, `${folder}/fonts/tinos-${name}.ttf`);
  copyFileSync(`${PAPER}/LICENSE_FONT`, `${folder}/fonts/LICENSE-tinos.txt`);
  const faces = [];
  for (const [weight, [source, covers]] of Object.entries(WEIGHTS)) faces.push(await faceOf(weight, source, covers, folder));
  writeFileSync(`${folder}/fonts.css`, [...faces, ...STANDING_IN.map(standIn)].join('\n'));
}

async function faceOf(weight, source, covers, folder) {
  const whole = readFileSync(`${SOURCE}/${source}/BeVietnamPro_${source}.ttf`);
  // Hints are for screens without smoothing; they are half of a file.
  const few = await subsetFont(whole, letters(), { targetFormat: 'woff2', noHinting: true, keepFeatures: SHAPING });
  const file = `fonts/be-vietnam-pro-${weight}.woff2`;
  writeFileSync(`${folder}/${file}`, few);
  const version = createHash('sha256').update(few).digest('hex').slice(0, 12);
  return `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${covers};`
    + `src:url(${file}?v=${version}) format("woff2")}`;
}

function letters() {
  return LETTERS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n))).join('');
}

function standIn([covers, name, other, width]) {
  const share = percent => `${(percent * 100 / width).toFixed(1)}%`;
  return `@font-face{font-family:"Be Vietnam Stand-in";font-style:normal;font-weight:${covers};src:local("${name}"),local("${other}");`
    + `size-adjust:${width}%;ascent-override:${share(ASCENT)};descent-override:${share(DESCENT)};line-gap-override:0%}`;
}
