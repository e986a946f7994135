// Names on diagrams are set in the pages' own letters, measured once they are loaded.
const FAMILY = '"Be Vietnam Pro", Arial, sans-serif';

export const lettering = {
  defaultStyle: { fontFamily: FAMILY, fontSize: 11.5, lineHeight: 1.25 },
  externalStyle: { fontFamily: FAMILY, fontSize: 11, lineHeight: 1.25 },
};

/** Wait for the letters, for bpmn-js breaks lines by measuring them. */
export const lettersReady = () => document.fonts.load(`12px ${FAMILY}`, 'Đề nghị').catch(() => undefined);
