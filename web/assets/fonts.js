// Copies Be Vietnam Pro and writes its style sheet, each script subset with its unicode-range; and Tinos, whole, for
// documents: a subset of it would leave Vietnamese letters in a PDF without their text.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const SOURCE = 'node_modules/@fontsource/be-vietnam-pro';
const WEIGHTS = [400, 500, 600, 700];
const SUBSETS = ['vietnamese', 'latin'];
const PAPER = 'node_modules/@expo-google-fonts/tinos';
const FACES = { '400Regular': 'regular', '400Regular_Italic': 'italic', '700Bold': 'bold', '700Bold_Italic': 'bold-italic' };

/** Write `fonts.css` and `fonts/*.woff2` with the licence into `folder`. */
export function buildFonts(folder) {
  mkdirSync(`${folder}/fonts`, { recursive: true });
  copyFileSync(`${SOURCE}/LICENSE`, `${folder}/fonts/LICENSE.txt`);
  for (const [face, name] of Object.entries(FACES)) copyFileSync(`${PAPER}/${face}/Tinos_${face}.ttf`, `${folder}/fonts/tinos-${name}.ttf`);
  copyFileSync(`${PAPER}/LICENSE_FONT`, `${folder}/fonts/LICENSE-tinos.txt`);
  writeFileSync(`${folder}/fonts.css`, WEIGHTS.map(weight => facesOf(weight, folder)).join('\n'));
}

function facesOf(weight, folder) {
  const sheet = readFileSync(`${SOURCE}/${weight}.css`, 'utf8');
  return SUBSETS.map(subset => faceOf(sheet, subset, weight, folder)).join('\n');
}

function faceOf(sheet, subset, weight, folder) {
  const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
  const face = sheet.split('@font-face').find(part => part.includes(`/${file}`));
  if (!face) throw new Error(`Be Vietnam Pro has no ${subset} subset of weight ${weight}`);
  copyFileSync(`${SOURCE}/files/${file}`, `${folder}/fonts/${file}`);
  const range = /unicode-range:[^;]+;/.exec(face)[0];
  return `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${weight};`
    + `src:url(fonts/${file}) format("woff2");${range}}`;
}
