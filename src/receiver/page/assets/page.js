// The live list. Everything that comes from a log is put in as text, never as markup.
'use strict';
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
    if (log.endpoint !== 'ext') span(driver, 'tag', log.endpoint);
    cell(row, '', log.operation);
    link(cell(row, 'mono', ''), '/?session=' + encodeURIComponent(log.session), log.session.slice(0, 8), log.session);
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
    for (const [name, count] of Object.entries(data.counts)) {
      const place = document.querySelector('[data-count="' + name + '"]');
      if (place) place.textContent = count;
    }
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
