// The properties panel shows what our engine runs, and nothing else.
const LATE = 200; // after the providers whose groups are left out
const UNSUPPORTED = new Set([
  'executionListeners', 'Zeebe__ExecutionListeners', 'versionTag', 'Zeebe__JobPriority', 'adHocCompletion', 'activeElements',
  'Zeebe__Headers', 'headers',
]);

class SupportedGroups {
  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(LATE, this);
  }

  getGroups() {
    return groups => groups.filter(group => !UNSUPPORTED.has(group.id));
  }
}
SupportedGroups.$inject = ['propertiesPanel'];

export const SupportedGroupsModule = {
  __init__: ['supportedGroups'],
  supportedGroups: ['type', SupportedGroups],
};
