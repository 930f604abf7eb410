/** @param {{data: {script: string}}} component */
export default (component) =>
  import(new URL(component.data.script, document.baseURI).href).then(({ default: render }) =>
    render(component),
  );
