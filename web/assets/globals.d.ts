// What the browser code stands on beside the libraries' own types.
declare module '*.css';

/** What a built script offers to the page. */
interface Window {
  bvDecisions: any;
  bvDiagram: any;
  bvDiagrams: any;
  bvEditor: any;
}

/** A selector says nothing of the kind of element: the code knows it, the checker takes its word. */
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface Document {
  activeElement: any;
}
interface EventTarget {
  blur(): void;
  checked: any;
  closest(selectors: string): any;
  form: any;
  id: any;
  matches(selectors: string): boolean;
  name: any;
  type: any;
}
interface Event {
  target: any;
  detail: any;
  submitter: any;
}
