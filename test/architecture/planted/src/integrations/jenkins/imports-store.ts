import '../../store/plain.js';
