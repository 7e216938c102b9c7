/** How prompts look on the picture: by shape and line as well as by colour, and readable on any photo. */
const POSITIVE = '#12b76a';
const NEGATIVE = '#f0384c';
const BOX = '#2f7bff';
const HALO = 'rgb(8 10 16 / 75%)';

export const HANDLES = [
  ['nw', 0, 0], ['n', 0.5, 0], ['ne', 1, 0], ['e', 1, 0.5], ['se', 1, 1], ['s', 0.5, 1], ['sw', 0, 1], ['w', 0, 0.5],
];

const LOOKS = {
  segment: { colour: BOX, dash: [] },
  positive_exemplar: { colour: POSITIVE, dash: [], sign: '+' },
  negative_exemplar: { colour: NEGATIVE, dash: [6, 4], sign: '–' },
};

export function paintBox(context, view, box, { selected, hovered, label }) {
  const look = LOOKS[box.type];
  const [x, y, w, h] = onScreen(view, box);
  const width = selected || hovered ? 2.5 : 1.75;
  stroke(context, HALO, width + 2, [], () => context.strokeRect(x, y, w, h));
  stroke(context, look.colour, width, look.dash, () => context.strokeRect(x, y, w, h));
  if (hovered || selected) {
    context.globalAlpha = 0.1;
    context.fillStyle = look.colour;
    context.fillRect(x, y, w, h);
    context.globalAlpha = 1;
  }
  tag(context, x, y, (look.sign ?? '') + (label ?? ''), look.colour);
  if (selected) {
    for (const [, fx, fy] of HANDLES) {
      handle(context, x + w * fx, y + h * fy, look.colour);
    }
  }
}

export function paintPoint(context, view, point, { selected, hovered }) {
  const x = view.x + (point.x + 0.5) * view.scale;
  const y = view.y + (point.y + 0.5) * view.scale;
  const colour = point.positive ? POSITIVE : NEGATIVE;
  const r = selected || hovered ? 9 : 7.5;
  context.beginPath();
  if (point.positive) {
    context.arc(x, y, r, 0, 7);
  } else {
    context.rect(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2);
  }
  context.fillStyle = colour;
  context.fill();
  stroke(context, selected ? '#ffffff' : HALO, selected ? 3 : 2, [], () => context.stroke());
  context.beginPath();
  context.moveTo(x - 3.5, y);
  context.lineTo(x + 3.5, y);
  if (point.positive) {
    context.moveTo(x, y - 3.5);
    context.lineTo(x, y + 3.5);
  }
  stroke(context, '#ffffff', 2, [], () => context.stroke());
}

/** A cross as wide as the stage, where something is about to be drawn. */
export function paintCross(context, view, at) {
  const x = Math.round(view.x + at.x * view.scale) + 0.5;
  const y = Math.round(view.y + at.y * view.scale) + 0.5;
  const lines = () => {
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, view.height);
    context.moveTo(0, y);
    context.lineTo(view.width, y);
    context.stroke();
  };
  stroke(context, 'rgb(0 0 0 / 55%)', 1, [], lines);
  stroke(context, 'rgb(255 255 255 / 85%)', 1, [4, 4], lines);
}

const onScreen = (view, box) => [
  view.x + box.x * view.scale, view.y + box.y * view.scale, box.width * view.scale, box.height * view.scale,
];

function stroke(context, colour, width, dash, draw) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  draw();
  context.setLineDash([]);
}

function handle(context, x, y, colour) {
  context.fillStyle = '#ffffff';
  context.fillRect(x - 4.5, y - 4.5, 9, 9);
  stroke(context, colour, 2, [], () => context.strokeRect(x - 4.5, y - 4.5, 9, 9));
}

function tag(context, x, y, text, colour) {
  if (!text) {
    return;
  }
  context.font = '600 12px system-ui, sans-serif';
  const width = context.measureText(text).width + 10;
  const top = y >= 19 ? y - 18 : y + 1;
  context.fillStyle = HALO;
  context.fillRect(x - 1, top, width, 17);
  context.fillStyle = colour;
  context.fillRect(x - 1, top, 3, 17);
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  context.fillText(text, x + 5, top + 9);
}
