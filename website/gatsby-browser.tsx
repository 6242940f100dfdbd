import "./src/styles/site.css";
import "./src/styles/code.css";
