/** Let buttons marked data-shuts close the dialog they stand in. */
export function listenForShutting() {
  document.addEventListener('click', event => {
    if (event.target.closest('[data-shuts]')) event.target.closest('dialog').close();
  });
}
