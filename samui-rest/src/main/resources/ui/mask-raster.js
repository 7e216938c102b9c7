import { eachRun } from './rle.js';

/** Larger rasters would cost memory that no screen shows. */
const MOST_PIXELS = 2_400_000;

/** Colours of instances, far apart from one to the next: as [red, green, blue]. */
export function instanceColour(index) {
  const hue = (205 + index * 137.508) % 360;
  return fromHsl(hue, 0.85, [0.56, 0.48, 0.64][Math.floor(index / 9) % 3]);
}

export const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;

function fromHsl(h, s, l) {
  const k = (n) => (n + h / 30) % 12;
  const channel = (n) => l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k(n) - 3, 9 - k(n), 1));
  return [0, 8, 4].map((n) => Math.round(channel(n) * 255));
}

/**
 * Draws all masks of an image into two canvases, one of areas and one of outlines, so that hundreds of masks pan as one picture.
 *
 * @param layers [{rle, colour: [r, g, b]}], later ones on top
 */
export function drawMasks(fill, outline, layers, width, height) {
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / MOST_PIXELS)));
  const w = Math.max(1, Math.ceil(width / step));
  const h = Math.max(1, Math.ceil(height / step));
  const labels = new Uint16Array(w * h);
  layers.forEach(({ rle }, i) => paint(labels, w, step, rle, i + 1));
  const area = new ImageData(w, h);
  const edge = new ImageData(w, h);
  const areas = new Uint32Array(area.data.buffer);
  const edges = new Uint32Array(edge.data.buffer);
  const words = [0, ...layers.map(({ colour: [r, g, b] }) => (255 << 24) | (b << 16) | (g << 8) | r)];
  const thick = w * h > 700_000 ? 2 : 1;
  for (let y = 0, p = 0; y < h; y++) {
    for (let x = 0; x < w; x++, p++) {
      const label = labels[p];
      if (label) {
        areas[p] = words[label];
        if (isEdge(labels, p, x, y, w, h, thick)) {
          edges[p] = words[label];
        }
      }
    }
  }
  put(fill, area);
  put(outline, edge);
}

function isEdge(labels, p, x, y, w, h, d) {
  const label = labels[p];
  return (
    x < d || y < d || x >= w - d || y >= h - d ||
    labels[p - d] !== label || labels[p + d] !== label || labels[p - d * w] !== label || labels[p + d * w] !== label
  );
}

function paint(labels, w, step, rle, label) {
  eachRun(rle, (x, y, length) => {
    if (x % step) {
      return;
    }
    const column = x / step;
    const end = y + length;
    for (let row = Math.ceil(y / step); row * step < end; row++) {
      labels[row * w + column] = label;
    }
  });
}

function put(canvas, image) {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').putImageData(image, 0, 0);
}

export function clear(...canvases) {
  for (const canvas of canvases) {
    canvas.width = 1;
    canvas.height = 1;
  }
}
