import { paintBox, paintPoint } from './prompt-painter.js';

/** The prompts of a result, drawn as they were; and with the boxes that the model found. Nothing can be changed there. */
export class SnapshotLayer {
  constructor(entry, shown = true) {
    this.shown = shown;
    const { boxes, points } = entry.snapshot;
    this.boxes = boxes.map((box) => ({ type: box.prompt_type, x: box.bbox_x, y: box.bbox_y, width: box.bbox_width, height: box.bbox_height }));
    this.points = points.map((point) => ({ x: point.point_x, y: point.point_y, positive: point.is_positive }));
    this.found = entry.bboxes ?? [];
  }

  paint(context, view) {
    if (this.shown) {
      this.found.forEach((box, i) => paintBox(context, view, { type: 'segment', ...box }, { label: String(i + 1) }));
      this.boxes.forEach((box, i) => paintBox(context, view, box, { label: this.found.length ? '' : String(i + 1) }));
      this.points.forEach((point) => paintPoint(context, view, point, {}));
    }
  }
}
