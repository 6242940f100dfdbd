import { Link } from "gatsby";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** What every page has round it: the way past the header, the header, the main part, the footer. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="site-header">
        <div className="bar">
          <Link className="brand" to="/">
            <Mark />
            <span>Lectern</span>
          </Link>
          <nav aria-label="Site">
            <Link className="nav-link" to="/posts/" activeClassName="here" partiallyActive>
              Posts
            </Link>
            <Link className="nav-link" to="/tags/" activeClassName="here" partiallyActive>
              Tags
            </Link>
            <Link className="nav-link" to="/live/" activeClassName="here" partiallyActive>
              Live
            </Link>
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div className="bar">
          <p>Lectern publishes itself: when you git push, and while you speak.</p>
          <p>
            <a href="/rss.xml">RSS feed</a>
          </p>
        </div>
      </footer>
    </>
  );
}
