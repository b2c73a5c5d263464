// Between places in the document and offsets of the text.
//
// Offsets are Unicode code points of the version's body. The DOM counts UTF-16 units; the two are
// converted here and nowhere else. A block's text is the body's text from its data-start on.

export const blockOf = (node) =>
  (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".block") ?? null;

export const textOf = (node) =>
  (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-text]") ?? null;

export const paneOf = (node) =>
  (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-pane]") ?? null;

export function codePoints(string) {
  let count = string.length;
  for (let i = 0; i < string.length - 1; i++) {
    const high = string.charCodeAt(i);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = string.charCodeAt(i + 1);
    if (low >= 0xdc00 && low <= 0xdfff) {
      count--;
      i++;
    }
  }
  return count;
}

const startOf = (block) => Number(block.dataset.start);
const endOf = (block) => startOf(block) + codePoints(block.textContent);

// The span of a range, clipped to the text; null when nothing of the text is in it.
export function spanOf(range, text) {
  if (!range.intersectsNode(text)) return null;
  const start = offsetOf(text, range.startContainer, range.startOffset, false);
  const end = offsetOf(text, range.endContainer, range.endOffset, true);
  return start === null || end === null || start >= end ? null : { start, end };
}

export function offsetOf(text, node, index, isEnd) {
  const blocks = text.children;
  if (!blocks.length) return null;
  const block = text.contains(node) ? blockOf(node) : null;
  if (block) {
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, index);
    return startOf(block) + codePoints(before.toString());
  }
  if (node === text) {
    if (isEnd) return index > 0 ? endOf(blocks[index - 1]) : startOf(blocks[0]);
    return index < blocks.length ? startOf(blocks[index]) : endOf(blocks[blocks.length - 1]);
  }
  const before = text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
  const around = node.contains(text);
  if (before || around) return isEnd && around ? endOf(blocks[blocks.length - 1]) : startOf(blocks[0]);
  return endOf(blocks[blocks.length - 1]);
}

// The range of a span, or null when it is not within the text.
export function rangeOf(text, start, end) {
  const from = pointAt(text, start, false);
  const to = pointAt(text, end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

// A [node, UTF-16 index] for an offset. Where two text nodes meet, an end belongs to the first one.
export function pointAt(text, offset, isEnd) {
  const block = blockAt(text, offset);
  if (!block) return null;
  let left = offset - startOf(block);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const count = codePoints(node.data);
    if (left < count || (isEnd && left === count)) return [node, units(node.data, left)];
    left -= count;
    last = node;
  }
  return last ? [last, last.data.length] : null;
}

function blockAt(text, offset) {
  const blocks = text.children;
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(blocks[middle]) <= offset) low = middle;
    else high = middle - 1;
  }
  return blocks[low] ?? null;
}

// The UTF-16 length of the first `count` code points.
function units(string, count) {
  let index = 0;
  for (let i = 0; i < count && index < string.length; i++) {
    index += string.codePointAt(index) > 0xffff ? 2 : 1;
  }
  return index;
}
