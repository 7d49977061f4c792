// The sums, the keys, the buttons and the live list. Everything that comes from a log is put in as text, never as markup.
'use strict';
const showCounts = (counts) => {
  for (const [name, count] of Object.entries(counts)) {
    const place = document.querySelector('[data-count="' + name + '"]');
    if (place) place.textContent = count;
  }
};

// Buttons: what needs the script is hidden without it.
(() => {
  const say = (button, text) => {
    const before = button.textContent;
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      say(button, 'Copied');
    } catch {
      say(button, 'Not allowed');
    }
  };
  const each = (selector, act) => {
    for (const button of document.querySelectorAll(selector)) {
      button.hidden = false;
      button.addEventListener('click', () => act(button));
    }
  };
  each('[data-copy]', (button) => copy(button, document.getElementById(button.dataset.copy).textContent));
  each('[data-copy-link]', (button) => copy(button, location.href));
  each('[data-new-run]', async (button) => {
    const answer = await fetch(button.dataset.newRun, { method: 'POST' });
    if (answer.ok) location.href = '/'; else say(button, 'Not begun');
  });
  const rules = [...document.querySelectorAll('main details')];
  const fold = () => {
    const open = !rules.some((rule) => rule.open);
    rules.forEach((rule) => { rule.open = open; });
  };
  each('#fold', (button) => {
    fold();
    button.textContent = rules.some((rule) => rule.open) ? 'Fold all' : 'Unfold all';
  });
  // What a link points to is unfolded.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') target.open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();
  // A driver has versions of its own.
  const client = document.querySelector('select[name=client]');
  const version = document.querySelector('select[name=version]');
  if (client && version) client.addEventListener('change', () => { version.value = ''; client.form.requestSubmit(); });

  const step = (by) => {
    const links = [...document.querySelectorAll('main tbody tr')].map((row) => row.querySelector('a')).filter(Boolean);
    const here = links.findIndex((link) => link.closest('tr').contains(document.activeElement));
    const next = links[here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1)];
    if (next) next.focus();
  };
  const click = (selector) => {
    const target = document.querySelector(selector);
    if (target) target.click();
  };
  addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, dialog[open]');
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const views = document.querySelectorAll('nav a');
    const keys = {
      '/': () => (document.getElementById('search') || document.querySelector('main input, main select') || document.body).focus(),
      '?': () => document.getElementById('keys').showModal(),
      j: () => step(1), k: () => step(-1),
      n: () => click('a[rel=next]'), p: () => click('a[rel=prev]'),
      f: fold, c: () => click('[data-copy]'),
    };
    const view = views[Number(event.key) - 1];
    if (view) view.click();
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
})();

// The sums, on every page that has no list to bring them.
(() => {
  const list = document.getElementById('rows');
  if (list && list.dataset.events) return;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      showCounts(await (await fetch('/api/counts')).json());
    } catch {
      // The receiver has stopped: what is shown stays.
    }
  }, 2000);
})();

// The live list.
(() => {
  const body = document.getElementById('rows');
  if (!body || !body.dataset.events) return;
  const MOST_ROWS = 200;
  const status = document.getElementById('live');
  const pause = document.getElementById('pause');
  let paused = false;
  let held = [];

  const cell = (row, className, text) => {
    const td = document.createElement('td');
    if (className) td.className = className;
    td.textContent = text;
    row.append(td);
    return td;
  };
  const link = (td, href, text, title) => {
    if (!text) return;
    const a = document.createElement('a');
    a.href = href;
    a.textContent = text;
    if (title) a.title = title;
    td.append(a);
  };
  const span = (td, className, text) => {
    const element = document.createElement('span');
    element.className = className;
    element.textContent = text;
    if (td.hasChildNodes()) td.append(' ');
    td.append(element);
  };
  const add = (log) => {
    const row = document.createElement('tr');
    row.className = 'new';
    link(cell(row, 'num', ''), '/logs/' + log.seq, String(log.seq));
    const findings = cell(row, '', '');
    for (const level of ['violation', 'privacy', 'advice']) {
      if (log[level] > 0) span(findings, 'badge ' + level, log[level]);
    }
    cell(row, 'mono', log.time);
    const driver = cell(row, '', log.client);
    span(driver, 'dim', log.version);
    if (log.loss) span(driver, 'badge violation', 'loss');
    if (log.endpoint !== 'ext') span(driver, 'tag', log.endpoint);
    cell(row, '', log.operation);
    link(cell(row, 'mono', ''), '/sessions/' + encodeURIComponent(log.session), log.session.slice(0, 8), log.session);
    link(cell(row, 'mono', ''), '/?statement=' + encodeURIComponent(log.statement), log.statement.slice(0, 8), log.statement);
    cell(row, '', log.format);
    cell(row, 'num', log.latency);
    cell(row, '', log.error).title = log.error;
    body.prepend(row);
  };
  const show = (logs) => {
    logs.forEach(add);
    while (body.rows.length > MOST_ROWS) body.deleteRow(-1);
    const empty = document.getElementById('empty');
    if (empty && body.rows.length) empty.remove();
  };
  const tell = () => {
    status.textContent = paused ? 'paused, ' + held.length + ' waiting' : 'live';
  };

  const source = new EventSource(body.dataset.events);
  source.onopen = () => { status.classList.add('on'); tell(); };
  source.onerror = () => { status.classList.remove('on'); status.textContent = 'receiver is not answering'; };
  source.addEventListener('logs', (event) => {
    const data = JSON.parse(event.data);
    showCounts(data.counts);
    if (paused) {
      held = held.concat(data.logs).slice(-MOST_ROWS);
      tell();
    } else {
      show(data.logs);
    }
  });
  pause.hidden = false;
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Resume' : 'Pause';
    if (!paused) { show(held); held = []; }
    tell();
  });
})();
