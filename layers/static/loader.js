// What Streamlit runs from a blob, where relative imports cannot resolve: it fetches the component.

/** Hand a rendering on to the component's module, whose address comes with its data. */
export default function load(component) {
  const address = new URL(component.data.script, document.baseURI);
  import(address).then(({ default: render }) => render(component));
}
