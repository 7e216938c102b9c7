import { isTyping } from './live-element.js';
import { MODES } from './route.js';

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The keys of the annotate page; true when one was taken. */
export function annotateKey(page, event) {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (command && key === 'Enter') {
    page.process();
    return true;
  }
  if (isTyping(event)) {
    return false;
  }
  return command ? withCommand(page, event, key) : event.altKey && !(key in ARROWS) ? false : alone(page, event, key);
}

function withCommand(page, event, key) {
  switch (key) {
    case 'z':
      event.shiftKey ? page.session.redo() : page.session.undo();
      return true;
    case 'y':
      page.session.redo();
      return true;
    case 'd':
      page.session.duplicate();
      return true;
    default:
      return false;
  }
}

function alone(page, event, key) {
  const { session, stage } = page;
  const { layer } = session;
  if (key in ARROWS && page.onStage(event)) {
    session.nudge(ARROWS[key], event.shiftKey ? 10 : 1, event.altKey);
    return layer.selectedItem !== null;
  }
  const actions = {
    '1': () => page.setMode(MODES[0]),
    '2': () => page.setMode(MODES[1]),
    '3': () => page.setMode(MODES[2]),
    a: () => page.add(),
    b: () => session.setTool('draw', false),
    e: () => session.setTool('draw', false),
    s: () => session.setTool('select'),
    '-': () => (page.mode === 'inside_box' ? stage.zoom(1 / 1.25) : session.setTool('draw', !layer.negative)),
    '+': () => stage.zoom(1.25),
    '=': () => stage.zoom(1.25),
    '0': () => stage.fit(),
    h: () => page.setLook({ hidden: !page.look.hidden }),
    x: () => session.removeSelected(),
    Delete: () => session.removeSelected(),
    Backspace: () => session.removeSelected(),
    n: () => session.selectNext(event.shiftKey ? -1 : 1),
    Escape: () => layer.cancel() || layer.select(null),
  };
  const action = actions[key];
  action?.();
  return Boolean(action);
}
