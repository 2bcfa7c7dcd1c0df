// Draws the course of a value over its usual range. The same figures stand in a table beside it.
(() => {
  const DAY = 86400000;
  const dateText = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
  const monthText = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit" });

  const colours = (element) => {
    const style = getComputedStyle(element);
    const read = (name) => style.getPropertyValue(name).trim();
    return {
      line: read("--plot-line"),
      band: read("--plot-band"),
      grid: read("--plot-grid"),
      text: read("--plot-text"),
      out: read("--plot-out"),
    };
  };

  // The usual range can change with age: one box for each stretch over which it stays the same.
  const bands = (points, start, end, colour) => {
    const boxes = {};
    points.forEach((point, i) => {
      if (point.low === undefined && point.high === undefined) {
        return;
      }
      const last = boxes[`band${i - 1}`];
      const from = i === 0 ? start : (points[i - 1].at + point.at) / 2;
      const to = i === points.length - 1 ? end : (point.at + points[i + 1].at) / 2;
      if (last && last.yMin === point.low && last.yMax === point.high) {
        last.xMax = to;
        boxes[`band${i}`] = last;
        delete boxes[`band${i - 1}`];
      } else {
        boxes[`band${i}`] = {
          type: "box",
          xMin: from,
          xMax: to,
          yMin: point.low,
          yMax: point.high,
          backgroundColor: colour,
          borderWidth: 0,
          drawTime: "beforeDatasetsDraw",
        };
      }
    });
    return boxes;
  };

  // A long silence is a gap, not a line: longer than three times the usual distance.
  const withGaps = (points) => {
    const distances = points.slice(1).map((point, i) => point.at - points[i].at).sort((a, b) => a - b);
    const usual = distances[Math.floor(distances.length / 2)] ?? 0;
    const data = [];
    points.forEach((point, i) => {
      if (i > 0 && distances.length > 2 && point.at - points[i - 1].at > 2.5 * usual) {
        data.push({ x: (point.at + points[i - 1].at) / 2, y: NaN });
      }
      data.push({ x: point.at, y: point.value, flag: point.flag });
    });
    return data;
  };

  const extent = (points) => {
    const all = points.flatMap((point) => [point.value, point.low, point.high]).filter((value) => value !== undefined);
    const least = Math.min(...all);
    const most = Math.max(...all);
    const room = (most - least || most || 1) * 0.08;
    return { min: Math.max(0, least - room), max: most + room };
  };

  const draw = (element) => {
    const course = JSON.parse(element.dataset.points);
    const colour = colours(element);
    const first = course.points[0].at;
    const last = course.points[course.points.length - 1].at;
    const margin = Math.max((last - first) * 0.03, DAY);
    const format = new Intl.NumberFormat("en", {
      minimumFractionDigits: course.decimals,
      maximumFractionDigits: course.decimals,
    });
    const out = (context) => context.raw?.flag && context.raw.flag !== "N" && context.raw.flag !== "NA";
    return new Chart(element.querySelector("canvas"), {
      type: "line",
      data: {
        datasets: [
          {
            data: withGaps(course.points),
            borderColor: colour.line,
            borderWidth: 2,
            pointRadius: 5,
            pointHoverRadius: 7,
            pointStyle: (context) => (out(context) ? "triangle" : "circle"),
            pointBackgroundColor: (context) => (out(context) ? colour.out : colour.line),
            pointBorderColor: (context) => (out(context) ? colour.out : colour.line),
            spanGaps: false,
          },
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        responsive: true,
        layout: { padding: { right: 8 } },
        scales: {
          x: {
            type: "linear",
            min: first - margin,
            max: last + margin,
            grid: { display: false },
            border: { color: colour.grid },
            ticks: {
              color: colour.text,
              maxRotation: 0,
              maxTicksLimit: 6,
              callback: (value) => (last - first > 300 * DAY ? monthText : dateText).format(value),
            },
          },
          y: {
            ...extent(course.points),
            grid: { color: colour.grid },
            border: { display: false },
            ticks: { color: colour.text, includeBounds: false, maxTicksLimit: 6, callback: (value) => format.format(value) },
          },
        },
        plugins: {
          legend: { display: false },
          annotation: { annotations: bands(course.points, first - margin, last + margin, colour.band) },
          tooltip: {
            displayColors: false,
            callbacks: {
              title: (items) => dateText.format(items[0].raw.x),
              label: (item) =>
                `${format.format(item.raw.y)} ${course.unit}${out(item) ? ` (${item.raw.flag})` : ""}`,
            },
          },
        },
      },
    });
  };

  const elements = [...document.querySelectorAll("[data-trend]")];
  let charts = elements.map(draw);
  const redraw = () => {
    charts.forEach((chart) => chart.destroy());
    charts = elements.map(draw);
  };
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

  // Points by keyboard: the plot takes the focus, arrows go from point to point.
  elements.forEach((element, i) => {
    const canvas = element.querySelector("canvas");
    canvas.tabIndex = 0;
    let at = -1;
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) {
        return;
      }
      event.preventDefault();
      const chart = charts[i];
      const data = chart.data.datasets[0].data;
      do {
        at = Math.min(Math.max(at + step, 0), data.length - 1);
      } while (Number.isNaN(data[at].y) && at > 0 && at < data.length - 1);
      chart.setActiveElements([{ datasetIndex: 0, index: at }]);
      chart.tooltip.setActiveElements([{ datasetIndex: 0, index: at }], { x: 0, y: 0 });
      chart.update();
    });
  });
  window.addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize(640, 260)));
  window.addEventListener("afterprint", () => charts.forEach((chart) => chart.resize()));
})();
