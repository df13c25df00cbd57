import { createRoot } from 'react-dom/client';
import './styles/base.css';
import './styles/parts.css';
import './styles/forms.css';
import './styles/documents.css';
import './styles/search.css';
import './styles/text-layer.css';
import './styles/marks.css';
import './styles/hands.css';
import './styles/fields.css';
import './styles/review.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
