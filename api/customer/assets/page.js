// Makes the customer's page more comfortable. Everything on it works without this.
(function () {
  'use strict';
  var store = null;
  try {
    store = window.sessionStorage;
  } catch (error) {
    // Some browsers keep nothing for pages like this one.
  }

  if (store && document.querySelector('.done')) store.clear();

  document.querySelectorAll('form').forEach(function (form) {
    var isSent = false;
    var button = form.querySelector('button');
    // What was typed outlives a reload of this tab, and a visit that has ended, until it has arrived.
    var text = form.querySelector('textarea');
    var place = 'text ' + form.getAttribute('action').split('?')[0];
    if (text && store) {
      if (text.value === '') text.value = store.getItem(place) || '';
      text.addEventListener('input', function () {
        store.setItem(place, text.value);
      });
    }
    form.addEventListener('submit', function (event) {
      if (isSent) {
        event.preventDefault();
        return;
      }
      isSent = true;
      if (button) button.setAttribute('aria-disabled', 'true');
    });
    // The page as it was, brought back by "back": it may be sent again.
    window.addEventListener('pageshow', function () {
      isSent = false;
      if (button) button.removeAttribute('aria-disabled');
    });
  });

  var notice = document.querySelector('[role="alert"], [role="status"]');
  if (notice) {
    notice.setAttribute('tabindex', '-1');
    notice.focus();
  }
})();
