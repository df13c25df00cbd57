import { createRoot } from 'react-dom/client';
import './styles/base.css';
import './styles/parts.css';
import './styles/verify.css';
import { VerifyPage } from './verify/verify-page.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<VerifyPage />);
