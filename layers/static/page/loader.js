export default (/** @type {{data: {script: string}}} */ it) =>
  import(new URL(it.data.script, document.baseURI).href).then((script) => script.default(it));
