// What the editor says itself, in the language of the page.
import { language } from '../diagram/words.js';

const WORDS = {
  vi: {
    saved: 'Đã lưu lúc {at}, {by}', newDraft: 'Chưa có thay đổi', unsaved: 'Có thay đổi chưa lưu',
    correctFirst: 'Hãy sửa các lỗi dưới đây trước khi gửi phê duyệt.', unreachable: 'Không liên lạc được với máy chủ. Thay đổi của bạn vẫn còn trên trang này.',
    clean: 'Không phát hiện lỗi nào.', errors: '{n} lỗi', warnings: '{n} lưu ý', line: 'dòng {n}', error: 'Lỗi', warning: 'Lưu ý',
    signInAgain: 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại ở một thẻ khác rồi lưu: thay đổi của bạn vẫn còn trên trang này.',
    laidOut: 'Tệp này không có phần hình vẽ nên các bước được xếp tự động; lưu bản nháp để giữ hình vẽ.',
    mend: 'Tự sửa', mended: 'Đã sửa: {names}. Hãy xem lại rồi lưu.',
    leftOut: 'Chưa có trên hình vẽ: {names}.', notDrawn: 'Không vẽ được tệp này ({why}). Dưới đây là nội dung tệp để sửa.',
  },
  en: {
    saved: 'Saved at {at}, {by}', newDraft: 'No changes yet', unsaved: 'Changes not saved',
    correctFirst: 'Correct the errors below before you submit.', unreachable: 'The server cannot be reached. Your changes are still on this page.',
    clean: 'Nothing was found.', errors: '{n} errors', warnings: '{n} warnings', line: 'line {n}', error: 'Error', warning: 'Warning',
    signInAgain: 'Your session has ended. Sign in again in another tab, then save: your changes are still on this page.',
    laidOut: 'This file has no drawing, so its steps were set out by themselves; save the draft to keep the drawing.',
    mend: 'Mend', mended: 'Mended: {names}. Look at it, then save.',
    leftOut: 'Not on the drawing: {names}.', notDrawn: 'This file cannot be drawn ({why}). Below is its text, to mend it.',
  },
};

/** Return a phrase with its places filled in. */
export function say(key, places = {}) {
  return WORDS[language()][key].replace(/{(\w+)}/g, (_, name) => places[name]);
}
