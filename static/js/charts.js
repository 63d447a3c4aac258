// Charts read the tables beside them: one source for picture and numbers.
(function () {
  "use strict";
  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function palette() {
    var dark = document.documentElement.dataset.bsTheme === "dark";
    return { ink: colour("--ink"), soft: colour("--ink-3"), line: colour("--line-2"), paper: colour("--paper"),
      bar: dark ? "#5b93d3" : "#15467e", from: dark ? "#1a2b40" : "#e4edf6", to: dark ? "#6aa5e6" : "#15467e" };
  }
  function size() { return document.documentElement.dataset.size === "large" ? 16 : 13; }
  function rows(chart) {
    return Array.prototype.map.call(document.querySelectorAll("#" + chart.dataset.table + " [data-name]"), function (row) {
      return { name: row.dataset.name, code: row.dataset.code, value: Number(row.dataset.value) };
    });
  }
  function months(data) {
    var p = palette();
    return { animation: false, textStyle: { color: p.soft, fontFamily: "inherit", fontSize: size() },
      grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, backgroundColor: p.paper, borderColor: p.line, textStyle: { color: p.ink } },
      xAxis: { type: "category", data: data.map(function (d) { return d.name; }), axisTick: { show: false }, axisLine: { lineStyle: { color: p.soft } }, axisLabel: { color: p.soft } },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: p.line } }, axisLabel: { color: p.soft } },
      series: [{ type: "bar", barMaxWidth: 28, itemStyle: { color: p.bar }, data: data.map(function (d) { return d.value; }),
        label: { show: data.length <= 14, position: "top", color: p.ink } }] };
  }
  function map(data, chosen) {
    var p = palette(), most = Math.max.apply(null, data.map(function (d) { return d.value; }).concat([1]));
    return { animation: false, textStyle: { fontFamily: "inherit", fontSize: size() },
      tooltip: { trigger: "item", renderMode: "richText", backgroundColor: p.paper, borderColor: p.line, textStyle: { color: p.ink },
        formatter: function (d) { return d.name + "　" + (isNaN(d.value) ? "" : d.value + " 条"); } },
      visualMap: { min: 0, max: most, left: 4, bottom: 4, itemHeight: 90, itemWidth: 12, calculable: false, text: [String(most), "0"], textStyle: { color: p.soft }, inRange: { color: [p.from, p.to] } },
      series: [{ type: "map", map: "jiangsu", selectedMode: false, top: 8, bottom: 8, nameProperty: "name",
        itemStyle: { borderColor: p.paper, borderWidth: 1 },
        label: { show: true, color: p.ink, fontSize: size() - 1, textBorderColor: p.paper, textBorderWidth: 3 },
        emphasis: { label: { color: p.ink }, itemStyle: { areaColor: null, borderColor: p.ink, borderWidth: 2 } },
        data: data.map(function (d) {
          return d.name === chosen ? { name: d.name, value: d.value, itemStyle: { borderColor: p.ink, borderWidth: 2.5 } } : d;
        }) }] };
  }
  function option(element) {
    return element.dataset.chart === "months" ? months(rows(element)) : map(rows(element), element.dataset.chosen);
  }
  function follow(element, name) {
    var place = echarts.getMap("jiangsu").geoJson.features.find(function (f) { return f.properties.name === name; });
    if (place) { location.href = element.dataset.href + place.properties.code; }
  }
  // The arrows go from one figure to the next, which is said and shown; Enter follows a place.
  function readable(element) {
    var told = document.createElement("span"), place = -1;
    if (element.tabIndex === 0) { return; }
    told.className = "visually-hidden"; told.setAttribute("role", "status");
    element.after(told);
    element.tabIndex = 0;
    element.setAttribute("role", "application"); element.setAttribute("aria-roledescription", "图表，用方向键逐项读");
    element.addEventListener("keydown", function (event) {
      var data = rows(element), chart = echarts.getInstanceByDom(element);
      var to = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: data.length - 1 }[event.key];
      if (event.key === "Enter" && element.dataset.href && data[place]) { follow(element, data[place].name); }
      if (event.key === "Escape") { leave(); }
      if (to === undefined || !data.length) { return; }
      event.preventDefault();
      chart.dispatchAction({ type: "downplay", seriesIndex: 0 });
      place = (to + data.length) % data.length;
      chart.dispatchAction({ type: "highlight", seriesIndex: 0, dataIndex: place });
      chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: place });
      told.textContent = data[place].name + "，" + data[place].value + " 条";
    });
    function leave() {
      var chart = echarts.getInstanceByDom(element);
      chart.dispatchAction({ type: "downplay", seriesIndex: 0 }); chart.dispatchAction({ type: "hideTip" });
      place = -1; told.textContent = "";
    }
    element.addEventListener("blur", leave);
  }
  // A picture is drawn anew, larger, with its title, its time and the mark of invented data in it.
  function save(element) {
    var p = palette(), place = document.createElement("div"), link = document.createElement("a");
    var chart = echarts.init(place, null, { renderer: "canvas", width: 1200, height: 900 }), drawn = option(element);
    drawn.textStyle.fontFamily = getComputedStyle(document.body).fontFamily;
    drawn.title = { text: element.dataset.title, subtext: element.dataset.about, left: 24, top: 16, textStyle: { color: p.ink, fontSize: 24 }, subtextStyle: { color: p.soft, fontSize: 14 } };
    drawn.backgroundColor = p.paper;
    if (drawn.grid) { drawn.grid = { left: 24, right: 24, top: 110, bottom: 24, containLabel: true }; } else { drawn.series[0].top = 100; }
    chart.setOption(drawn);
    link.href = chart.getDataURL({ type: "png", pixelRatio: 2 });
    link.download = element.dataset.title + ".png";
    link.click();
    chart.dispose();
  }
  document.querySelectorAll("[data-png]").forEach(function (button) {
    button.addEventListener("click", function () { save(document.getElementById(button.dataset.png)); });
  });
  function draw(element) {
    var chart = echarts.getInstanceByDom(element) || echarts.init(element, null, { renderer: "svg" });
    chart.setOption(option(element), true);
    readable(element);
    document.querySelectorAll('[data-png="' + element.id + '"]').forEach(function (button) { button.hidden = false; });
    if (element.dataset.chart === "map") {
      chart.off("click");
      chart.on("click", function (event) { follow(element, event.name); });
    }
  }
  // The library is large: it is fetched once the page stands, for the first chart that comes into sight.
  var engine, page = document.currentScript.dataset;
  function fetchEngine() {
    engine = engine || new Promise(function (done, failed) {
      var tag = document.createElement("script");
      tag.src = page.engine; tag.onload = done; tag.onerror = failed;
      document.head.append(tag);
    });
    return engine;
  }
  function fetchShapes(element) {
    return element.dataset.geo && fetch(element.dataset.geo).then(function (answer) { return answer.json(); })
      .then(function (shapes) { echarts.registerMap("jiangsu", shapes); });
  }
  function show(element) {
    fetchEngine().then(function () { return fetchShapes(element); }).then(function () { draw(element); })
      .catch(function () { element.hidden = true; });
  }
  function charts() { return Array.prototype.slice.call(document.querySelectorAll("[data-chart]")); }
  function again() { charts().filter(function (element) { return echarts.getInstanceByDom(element); }).forEach(draw); }
  function whole() { charts().filter(function (element) { return !element.dataset.geo; }).forEach(draw); }
  function watch() {
    var seen = new IntersectionObserver(function (entries) {
      entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
        seen.unobserve(entry.target); show(entry.target);
      });
    });
    charts().forEach(function (element) { seen.observe(element); });
  }
  window.addEventListener("load", function () { requestAnimationFrame(function () { setTimeout(watch); }); });
  document.addEventListener("modechange", function () { if (window.echarts) { again(); } });
  window.addEventListener("beforeprint", function () { if (window.echarts) { whole(); } });
  window.addEventListener("resize", function () {
    charts().forEach(function (element) {
      var chart = window.echarts && echarts.getInstanceByDom(element);
      if (chart) { chart.resize(); }
    });
  });
})();
