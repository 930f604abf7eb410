// Runs before Streamlit's own scripts. A step of the browser's history that the page itself takes is
// not told to Streamlit: it would run the page as it was, beside the run that shows the step.
window.addEventListener("popstate", (event) => {
  if (window.twoZonesReturn?.()) event.stopImmediatePropagation();
});
