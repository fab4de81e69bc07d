// Every visible text whose colour stands out from what is behind it by less than 4.5 to 1 (WCAG 2, level AA).
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const part = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const hidden = !element.checkVisibility() || element.closest(".unseen, .skip, script, noscript");
    if (hidden || !walker.currentNode.data.trim()) continue;
    let under = element;
    while (under && rgb(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
    const ink = light(rgb(getComputedStyle(element).color));
    const paper = light(rgb(getComputedStyle(under || document.body).backgroundColor));
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (ratio < 4.5) out.push([element.tagName, element.className, walker.currentNode.data.slice(0, 30), ratio]);
  }
  return out;
}
