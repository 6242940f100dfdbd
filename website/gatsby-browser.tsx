import "./src/styles/base.css";
import "./src/styles/frame.css";
import "./src/styles/lists.css";
import "./src/styles/post.css";
import "./src/styles/talk.css";
import "./src/styles/camera.css";
import "./src/styles/code.css";
