// Reads diagrams with Mermaid's own parser: a list of texts from standard input, what it made of each to
// standard output: the states with labels and classes, the arrows; or why it refused.
import { text } from "node:stream/consumers";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

// A label as it is shown: entities are the characters that they stand for, breaks are lines.
function shown(label) {
  const html = label.replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
  const box = document.createElement("div");
  box.innerHTML = html.replace(/<br\s*\/?>/g, "\n");
  if (box.children.length) throw new Error(`markup in a label: ${html}`);
  return box.textContent;
}

// The head is no part of what the diagram's own parser sees.
const HEAD = /^---\n.*\n---\n/;

async function read(source) {
  await mermaid.parse(source);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source.replace(HEAD, ""));
  const { nodes, edges } = db.getData();
  return {
    states: nodes.map((node) => ({
      id: node.id,
      label: shown(node.label ?? ""),
      lines: (node.description ?? []).map(shown),
      classes: node.cssClasses.split(" ").filter(Boolean),
      inside: node.parentId ?? null,
      frame: node.isGroup,
    })),
    arrows: edges.map((edge) => ({ from: edge.start, to: edge.end, label: shown(edge.label ?? "") })),
  };
}

const told = [];
for (const source of JSON.parse(await text(process.stdin))) {
  try {
    told.push(await read(source));
  } catch (error) {
    told.push({ refused: String(error.message ?? error) });
  }
}
console.log(JSON.stringify(told));
