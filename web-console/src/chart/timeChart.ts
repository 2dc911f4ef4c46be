import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Line {
  label: string;
  /** name of a CSS variable: a canvas does not see style sheets, so colours are read when drawing */
  colour: string;
  shape: 'area' | 'bars';
}

export interface TimeChart {
  /** seconds since 1970, and one column a line */
  show(times: number[], columns: (number | null)[][]): void;
  destroy(): void;
}

const cssColour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A small chart over time without axes: the numbers stand beside it, the shape is the message. */
export function timeChart(parent: HTMLElement, lines: Line[]): TimeChart {
  const size = () => ({ width: Math.max(40, parent.clientWidth), height: Math.max(20, parent.clientHeight) });
  const bars = uPlot.paths.bars!({ size: [0.7, 8], align: 0 });
  const series: uPlot.Series[] = lines.map(line => ({
    label: line.label,
    stroke: () => cssColour(line.colour),
    fill: () => `color-mix(in srgb, ${cssColour(line.colour)} ${line.shape === 'bars' ? 70 : 16}%, transparent)`,
    width: line.shape === 'bars' ? 0 : 1.5,
    paths: line.shape === 'bars' ? bars : undefined,
    points: { show: false },
    spanGaps: false,
  }));
  const chart = new uPlot(
    {
      ...size(),
      series: [{}, ...series],
      axes: [{ show: false }, { show: false }],
      scales: { x: { time: true }, y: { range: (_chart, _min, max) => [0, Math.max(1, (max ?? 0) * 1.15)] } },
      cursor: { show: false },
      legend: { show: false },
      padding: [2, 0, 0, 0],
    },
    [[], ...lines.map(() => [])] as uPlot.AlignedData,
    parent,
  );
  const resize = new ResizeObserver(() => chart.setSize(size()));
  resize.observe(parent);
  const theme = new MutationObserver(() => chart.redraw());
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return {
    show: (times, columns) => chart.setData([times, ...columns] as uPlot.AlignedData),
    destroy: () => {
      resize.disconnect();
      theme.disconnect();
      chart.destroy();
    },
  };
}
