import { HANDLES, paintBox, paintCross, paintPoint } from './prompt-painter.js';

const NEAR = 8;
const LEAST = 3;
const STILL = 4;
const CURSORS = { n: 'ns-resize', s: 'ns-resize', e: 'ew-resize', w: 'ew-resize', nw: 'nwse-resize', se: 'nwse-resize', ne: 'nesw-resize',
  sw: 'nesw-resize' };

/**
 * What the pointer does to prompts on the picture. It changes the document when a gesture is complete; until then a draft is shown,
 * which Escape takes away. `changed` is told of the selection and of what the pointer is over.
 */
export class PromptLayer {
  /** Null until its prompts are known: what is drawn before would not be one of them. */
  doc = null;
  mode = 'inside_box';
  /** Nothing can be drawn: the model would not read it. */
  off = false;
  /** draw or select */
  tool = 'draw';
  /** What is drawn next: negative exemplars or points. */
  negative = false;
  selected = null;
  hovered = null;
  #gesture = null;
  #at = null;

  constructor(changed) {
    this.changed = changed;
  }

  get busy() {
    return this.#gesture !== null;
  }

  get items() {
    return this.doc?.prompts(this.mode) ?? [];
  }

  get selectedItem() {
    return this.items.find((item) => item.id === this.selected) ?? null;
  }

  select(id) {
    this.selected = id;
    this.changed();
  }

  hover(id) {
    if (this.hovered !== id) {
      this.hovered = id;
      this.changed();
    }
  }

  /** Gives up what is being drawn; false when there was nothing. */
  cancel() {
    const had = this.busy;
    this.#gesture = null;
    this.changed();
    return had;
  }

  down(event, at) {
    if (!this.doc) {
      return false;
    }
    this.scale = this.#scaleOf(event);
    if (this.#gesture?.kind === 'corner') {
      return true; // the second click of two: its release ends the box
    }
    const right = event.button === 2;
    if (this.mode === 'point') {
      return this.#downPoint(at, right);
    }
    const hit = right ? null : this.#hit(at);
    if (hit) {
      this.#gesture = { kind: hit.handle ? 'resize' : 'move', from: at, item: hit.item, handle: hit.handle, draft: hit.item };
      this.select(hit.item.id);
      return true;
    }
    if (this.tool === 'select' && !right) {
      this.#gesture = null;
      this.select(null);
      return false;
    }
    if ((right && this.mode !== 'find_all') || this.off) {
      return true;
    }
    this.#gesture = { kind: 'draw', from: this.#inside(at), to: this.#inside(at), negative: right || this.negative };
    this.select(null);
    return true;
  }

  #downPoint(at, right) {
    const item = this.#pointAt(at);
    if (item) {
      this.#gesture = { kind: 'point', from: at, item, draft: item };
    } else if (this.tool === 'draw' || right) {
      this.#gesture = { kind: 'newPoint', from: at, negative: right || this.negative };
    } else {
      this.select(null);
      return false;
    }
    return true;
  }

  move(event, at) {
    this.scale = this.#scaleOf(event);
    this.#at = at;
    const gesture = this.#gesture;
    if (!gesture) {
      this.hover((this.mode === 'point' ? this.#pointAt(at) : this.#hit(at)?.item)?.id ?? null);
      return;
    }
    const dx = at.x - gesture.from.x;
    const dy = at.y - gesture.from.y;
    gesture.moved ||= Math.hypot(dx, dy) * this.scale > STILL;
    if (gesture.kind === 'draw' || gesture.kind === 'corner') {
      gesture.to = this.#inside(at);
    } else if (gesture.moved && gesture.kind === 'move') {
      gesture.draft = this.moved(gesture.item, dx, dy);
    } else if (gesture.moved && gesture.kind === 'resize') {
      gesture.draft = this.resized(gesture.item, gesture.handle, dx, dy);
    } else if (gesture.moved && gesture.kind === 'point') {
      gesture.draft = { ...gesture.item, ...this.#pixel(at) };
    }
  }

  up(event, at) {
    const gesture = this.#gesture;
    if (!gesture) {
      return;
    }
    if (gesture.kind === 'draw' && !gesture.moved) {
      gesture.kind = 'corner'; // click, click
      return;
    }
    this.#gesture = null;
    if (gesture.kind === 'draw' || gesture.kind === 'corner') {
      this.#addBox(gesture, this.#inside(at));
    } else if (gesture.kind === 'newPoint') {
      this.#addPoint(at, gesture.negative);
    } else if (gesture.kind === 'point' && !gesture.moved) {
      this.doc.remove(gesture.item.id);
    } else if (gesture.moved) {
      this.doc.change(gesture.item.id, gesture.draft);
    }
    this.changed();
  }

  leave() {
    this.#at = null;
    this.hover(null);
  }

  /** Without a pointer: a prompt in the middle of an area, selected, a little beside the one before. False where none can be. */
  addIn({ x, y, width, height }) {
    if (!this.doc || this.off) {
      return false;
    }
    const aside = (this.items.length % 7) * 8;
    const at = { x: x + width / 2 + aside, y: y + height / 2 + aside };
    const [w, h] = [Math.max(LEAST, width / 4), Math.max(LEAST, height / 4)];
    if (this.mode === 'point') {
      this.#addPoint(this.#pixel(at), this.negative);
    } else {
      const from = this.#inside({ x: at.x - w / 2, y: at.y - h / 2 });
      this.#addBox({ from, negative: this.negative }, this.#inside({ x: from.x + w, y: from.y + h }));
    }
    return true;
  }

  #addBox({ from, negative }, to) {
    const box = rounded(from, to);
    if (box.width < LEAST || box.height < LEAST) {
      return;
    }
    const type = this.mode === 'inside_box' ? 'segment' : negative ? 'negative_exemplar' : 'positive_exemplar';
    this.select(this.doc.add({ kind: 'box', type, ...box }).id);
  }

  #addPoint(at, negative) {
    const { width, height } = this.doc.image;
    if (at.x >= 0 && at.y >= 0 && at.x < width && at.y < height) {
      this.select(this.doc.add({ kind: 'point', positive: !negative, ...this.#pixel(at) }).id);
    }
  }

  /** Whole, and within the picture. */
  moved(item, dx, dy) {
    const { width, height } = this.doc.image;
    const w = item.kind === 'box' ? item.width : 1;
    const h = item.kind === 'box' ? item.height : 1;
    return {
      ...item,
      x: clamp(Math.round(item.x + dx), 0, width - w),
      y: clamp(Math.round(item.y + dy), 0, height - h),
    };
  }

  resized(item, handle, dx, dy) {
    const { width, height } = this.doc.image;
    let [left, top, right, bottom] = [item.x, item.y, item.x + item.width, item.y + item.height];
    if (handle.includes('w')) left = clamp(Math.round(left + dx), 0, right - LEAST);
    if (handle.includes('e')) right = clamp(Math.round(right + dx), left + LEAST, width);
    if (handle.includes('n')) top = clamp(Math.round(top + dy), 0, bottom - LEAST);
    if (handle.includes('s')) bottom = clamp(Math.round(bottom + dy), top + LEAST, height);
    return { ...item, x: left, y: top, width: right - left, height: bottom - top };
  }

  #pixel(at) {
    const { width, height } = this.doc.image;
    return { x: clamp(Math.floor(at.x), 0, width - 1), y: clamp(Math.floor(at.y), 0, height - 1) };
  }

  #inside(at) {
    const { width, height } = this.doc.image;
    return { x: clamp(at.x, 0, width), y: clamp(at.y, 0, height) };
  }

  #scaleOf(event) {
    return event.currentTarget?.getRootNode?.().host?.view?.scale ?? this.scale ?? 1;
  }

  #pointAt(at) {
    const reach = (NEAR + 2) / this.scale;
    return this.items.findLast((item) => Math.hypot(item.x + 0.5 - at.x, item.y + 0.5 - at.y) <= reach) ?? null;
  }

  /** Handles of the selected box, then edges, then, with the select tool, insides: the smallest box wins. */
  #hit(at) {
    const reach = NEAR / this.scale;
    const selected = this.selectedItem;
    if (selected) {
      for (const [handle, fx, fy] of HANDLES) {
        const dx = selected.x + selected.width * fx - at.x;
        const dy = selected.y + selected.height * fy - at.y;
        if (Math.abs(dx) <= reach && Math.abs(dy) <= reach) {
          return { item: selected, handle };
        }
      }
    }
    const near = this.items.filter((box) => within(box, at, reach) && (this.tool === 'select' || onEdge(box, at, reach)));
    near.sort((a, b) => a.width * a.height - b.width * b.height);
    return near.length ? { item: near[0] } : null;
  }

  cursor() {
    const gesture = this.#gesture;
    if (gesture?.handle || (!gesture && this.#at && this.#hitHandle())) {
      return CURSORS[gesture?.handle ?? this.#hitHandle()];
    }
    if (gesture?.kind === 'move' || this.hovered) {
      return this.mode === 'point' ? 'pointer' : 'move';
    }
    return this.tool === 'draw' ? 'crosshair' : 'grab';
  }

  #hitHandle() {
    return this.mode === 'point' || !this.doc ? null : this.#hit(this.#at)?.handle;
  }

  paint(context, view) {
    this.scale = view.scale;
    if (!this.doc) {
      return;
    }
    this.items.forEach((item, i) => {
      const draft = this.#gesture?.item?.id === item.id ? this.#gesture.draft : item;
      const look = { selected: item.id === this.selected, hovered: item.id === this.hovered, label: String(i + 1) };
      (item.kind === 'box' ? paintBox : paintPoint)(context, view, draft, look);
    });
    const gesture = this.#gesture;
    if (gesture?.kind === 'draw' || gesture?.kind === 'corner') {
      const type = this.mode === 'inside_box' ? 'segment' : gesture.negative ? 'negative_exemplar' : 'positive_exemplar';
      const box = { type, ...rounded(gesture.from, gesture.to) };
      paintBox(context, view, box, { hovered: true, label: `${box.width} × ${box.height}` });
    }
    if (this.tool === 'draw' && this.mode !== 'point' && this.#at && !this.hovered) {
      paintCross(context, view, this.#at);
    }
  }
}

const clamp = (n, least, most) => Math.max(least, Math.min(Math.max(least, most), n));

function rounded(a, b) {
  const x = Math.round(Math.min(a.x, b.x));
  const y = Math.round(Math.min(a.y, b.y));
  return { x, y, width: Math.round(Math.max(a.x, b.x)) - x, height: Math.round(Math.max(a.y, b.y)) - y };
}

function within(box, at, reach) {
  return at.x >= box.x - reach && at.y >= box.y - reach && at.x <= box.x + box.width + reach && at.y <= box.y + box.height + reach;
}

function onEdge(box, at, reach) {
  const inside = at.x > box.x + reach && at.y > box.y + reach && at.x < box.x + box.width - reach && at.y < box.y + box.height - reach;
  return !inside;
}
