// The few words a diagram says itself, in the language of the page.
const WORDS = {
  vi: {
    current: 'Đang xử lý', waiting: 'Đang chờ', done: 'Đã qua', ahead: 'Chưa tới', times: '{n} lần',
    steps: 'Các bước của quy trình', zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ', fit: 'Vừa khung', full: 'Toàn màn hình',
    diagram: 'Sơ đồ quy trình: {name}', keys: 'Phím mũi tên để di chuyển, + và − để phóng, 0 để vừa khung.',
    failed: 'Không hiển thị được sơ đồ.', added: 'Mới', removed: 'Bỏ', changed: 'Sửa', error: 'Lỗi', warning: 'Lưu ý',
    loading: 'Đang tải sơ đồ…',
  },
  en: {
    current: 'In progress', waiting: 'Waiting', done: 'Passed', ahead: 'Ahead', times: '{n} times',
    steps: 'Steps of the process', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Fit', full: 'Full screen',
    diagram: 'Process diagram: {name}', keys: 'Arrow keys move it, + and − zoom, 0 fits it.',
    failed: 'The diagram could not be shown.', added: 'New', removed: 'Removed', changed: 'Changed', error: 'Error', warning: 'Warning',
    loading: 'Loading the diagram…',
  },
};

export const language = () => (document.documentElement.lang === 'en' ? 'en' : 'vi');

/** Return a word with its places filled in. */
export function say(key, places = {}) {
  return WORDS[language()][key].replace(/{(\w+)}/g, (_, name) => places[name]);
}

/** Return an element's name in the language of the page; English is kept in the zeebe property `name:en`. */
export function nameOf(businessObject) {
  const english = language() === 'en' && propertyOf(businessObject, 'name:en');
  return (english || businessObject.name || '').replace(/\s+/g, ' ').trim();
}

function propertyOf(businessObject, name) {
  const extensions = businessObject.extensionElements?.values ?? [];
  const lists = extensions.filter(value => value.$type === 'zeebe:Properties');
  const found = lists.flatMap(list => list.properties ?? []).find(property => property.name === name);
  return found?.value;
}
