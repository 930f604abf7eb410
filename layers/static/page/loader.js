export default (component) =>
  import(new URL(component.data.script, document.baseURI)).then(({ default: render }) =>
    render(component),
  );
