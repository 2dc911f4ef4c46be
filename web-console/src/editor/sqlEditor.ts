import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { look } from './look';

/** Offsets are UTF-16 units, as everywhere in the browser. */
export interface Coloured {
  start: number;
  end: number;
  kind: string;
}

export interface Problem {
  start: number;
  end: number;
  severity: 'error' | 'warning' | 'note';
  message: string;
  help: string | null;
  fixes: { title: string; edits: { start: number; end: number; newText: string }[] }[];
}

export interface Suggestion {
  label: string;
  kind: string;
  detail?: string;
  doc?: { signature: string; text: string; example: string };
  /** what is written instead of the label; `|` is where the caret goes */
  insert?: string;
  rank: number;
}

export interface Suggestions {
  start: number;
  items: Suggestion[];
}

export interface Settings {
  parent: HTMLElement;
  text: string;
  label: string;
  nonce: string;
  colours: (text: string) => Coloured[];
  suggest: (text: string, caret: number, explicit: boolean) => Suggestions | null;
  changed: (text: string) => void;
  keys: { key: string; run: () => void }[];
}

export interface SqlEditor {
  text(): string;
  replace(text: string): void;
  problems(list: Problem[]): void;
  show(start: number, end: number): void;
  apply(edits: { start: number; end: number; newText: string }[]): void;
  next(): void;
  previous(): void;
  focus(): void;
  destroy(): void;
}

const LONGEST_COLOURED = 400_000;

export function sqlEditor(settings: Settings): SqlEditor {
  const view = new EditorView({ parent: settings.parent, state: EditorState.create({ doc: settings.text, extensions: extensions(settings) }) });
  const clamp = (offset: number) => Math.max(0, Math.min(offset, view.state.doc.length));
  const apply = (edits: { start: number; end: number; newText: string }[]) => {
    view.dispatch({ changes: edits.map(edit => ({ from: clamp(edit.start), to: clamp(edit.end), insert: edit.newText })), userEvent: 'input.fix' });
    view.focus();
  };
  return {
    text: () => view.state.doc.toString(),
    replace: text => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    problems: list => view.dispatch(setDiagnostics(view.state, list.map(problem => toDiagnostic(problem, clamp, apply)))),
    show: (start, end) => {
      view.dispatch({ selection: { anchor: clamp(start), head: clamp(end) }, effects: EditorView.scrollIntoView(clamp(start), { y: 'center' }) });
      view.focus();
    },
    apply,
    next: () => void nextDiagnostic(view),
    previous: () => void previousDiagnostic(view),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function extensions(settings: Settings): Extension[] {
  return [
    EditorView.cspNonce.of(settings.nonce),
    EditorView.contentAttributes.of({ 'aria-label': settings.label, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' }),
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    search({ top: true }),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    EditorState.languageData.of(() => [
      { commentTokens: { line: '--', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['(', '{', '['] } },
    ]),
    autocompletion({
      override: [context => complete(context, settings)],
      activateOnTypingDelay: 80,
      maxRenderedOptions: 60,
      icons: false,
      optionClass: option => `kind-${option.type}`,
    }),
    colouring(settings.colours),
    EditorView.updateListener.of(update => {
      if (update.docChanged) settings.changed(update.state.doc.toString());
    }),
    keymap.of([
      ...settings.keys.map(({ key, run }) => ({ key, preventDefault: true, run: () => (run(), true) })),
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      { key: 'Tab', run: acceptCompletion },
      ...completionKeymap,
      ...closeBracketsKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
    look,
  ];
}

function toDiagnostic(problem: Problem, clamp: (offset: number) => number, apply: SqlEditor['apply']): Diagnostic {
  const from = clamp(problem.start);
  return {
    from,
    to: Math.max(from, clamp(problem.end)),
    severity: problem.severity === 'note' ? 'info' : problem.severity,
    message: problem.help ? `${problem.message}\n${problem.help}` : problem.message,
    actions: problem.fixes.map(fix => ({ name: fix.title, apply: () => apply(fix.edits) })),
  };
}

function complete(context: CompletionContext, settings: Settings): CompletionResult | null {
  const word = context.matchBefore(/[\p{L}\p{Nd}_]+/u);
  const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
  if (!context.explicit && !word && before !== '.') return null;
  const found = settings.suggest(context.state.doc.toString(), context.pos, context.explicit);
  if (!found || found.items.length === 0) return null;
  return {
    from: found.start,
    options: found.items.map(toCompletion),
    validFor: /^[\p{L}\p{Nd}_]*$/u,
  };
}

function toCompletion(item: Suggestion): Completion {
  const { doc, insert } = item;
  return {
    label: item.label,
    type: item.kind,
    detail: item.detail,
    boost: item.rank,
    info: doc ? () => docPanel(doc) : undefined,
    apply: insert
      ? (view, _completion, from, to) => {
          const caret = insert.indexOf('|');
          const text = insert.replace('|', '');
          view.dispatch({
            changes: { from, to, insert: text },
            selection: { anchor: from + (caret < 0 ? text.length : caret) },
            userEvent: 'input.complete',
          });
        }
      : undefined,
  };
}

function docPanel(doc: { signature: string; text: string; example: string }): Node {
  const panel = document.createElement('div');
  panel.className = 'completion-doc';
  const add = (tag: string, text: string) => {
    if (!text) return;
    const element = document.createElement(tag);
    element.textContent = text;
    panel.append(element);
  };
  add('code', doc.signature);
  add('p', doc.text);
  add('code', doc.example);
  return panel;
}

function colouring(colours: Settings['colours']): Extension {
  const marks = new Map<string, Decoration>();
  const mark = (kind: string) => {
    let decoration = marks.get(kind);
    if (!decoration) marks.set(kind, (decoration = Decoration.mark({ class: `tok-${kind}` })));
    return decoration;
  };
  const build = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    if (view.state.doc.length <= LONGEST_COLOURED) {
      for (const part of colours(view.state.doc.toString())) builder.add(part.start, part.end, mark(part.kind));
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged) this.decorations = build(update.view);
      }
    },
    { decorations: plugin => plugin.decorations },
  );
}
