"""From a Disclosure to pages: layout, templates, HTML, PDF, charts."""
