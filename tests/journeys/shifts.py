"""What moved on a page by itself, as the browser counts it (web.dev/cls)."""

LIMIT_CLS = 0.02
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  window.shifts.push(...list.getEntries().map((one) => one.value));
}).observe({ type: "layout-shift", buffered: true });
"""
